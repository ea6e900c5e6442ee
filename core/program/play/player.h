#pragma once

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::program {

/// What ends the sending, once and for all.
using CloseAction = std::variant<FinAction, HalfCloseAction, ResetAction, HangAction>;

/// What a sink made of a write: how many bytes it took (fewer than offered: it is full), or that the peer is gone.
struct SinkResult {
  std::size_t taken = 0;
  bool is_broken = false;
};

/// Where a player writes to. `write` must not block; `offset` is that of the first byte in WireProgram::bytes. `close`
/// is called once, with the action that ends the connection.
template <class T>
concept Sink = requires(T sink, std::size_t offset, std::string_view bytes, const CloseAction& action) {
  { sink.write(offset, bytes) } -> std::same_as<SinkResult>;
  { sink.close(action) } -> std::same_as<void>;
};

/// The time since the start of the play.
template <class T>
concept Clock = requires(T clock) {
  { clock.now() } -> std::convertible_to<std::chrono::microseconds>;
};

/// What a player waits for.
enum class PlayState {
  waiting_for_time,  ///< advance again when Player::due() has come
  waiting_for_sink,  ///< advance again when the sink takes bytes
  yielding,          ///< advance again soon: it has written much and lets others have a turn
  held,              ///< it is at Player::hold(): advance again after release()
  expecting,         ///< the same of Player::expectation()
  finished,          ///< every step is done
  broken,            ///< the sink's peer is gone
};

/// Plays a program, step by step, onto a sink, by a clock: the only player there is. It never blocks and holds no
/// callback; whoever drives it calls advance() again when what it waits for has come. Not thread safe.
class Player {
 public:
  explicit Player(std::shared_ptr<const WireProgram> program) : program_(std::move(program)) {}

  /// Does all that is due and possible now.
  template <Sink SinkType, Clock ClockType>
  PlayState advance(SinkType& sink, ClockType& clock) {
    for (int turn = 0; next_ < program_->steps.size(); ++turn) {
      const Step& step = program_->steps[next_];
      if (due().count() > 0 && clock.now() < due()) return PlayState::waiting_for_time;
      if (turn == steps_a_turn) return PlayState::yielding;
      const auto state = std::visit(Turn<SinkType>{*this, sink}, step.action);
      if (state != PlayState::finished) return state;
    }
    return PlayState::finished;
  }

  /// When the next step is due; once all are done, when the last one was.
  [[nodiscard]] std::chrono::microseconds due() const {
    const auto& steps = program_->steps;
    if (steps.empty()) return {};
    return (next_ < steps.size() ? steps[next_].at : steps.back().at) + repeated_ + held_;
  }

  /// The hold that is the next step; nullptr where another step is.
  [[nodiscard]] const HoldAction* hold() const {
    return next_ < program_->steps.size() ? std::get_if<HoldAction>(&program_->steps[next_].action) : nullptr;
  }

  /// The expectation that is the next step; nullptr where another step is.
  [[nodiscard]] const ExpectAction* expectation() const {
    return next_ < program_->steps.size() ? std::get_if<ExpectAction>(&program_->steps[next_].action) : nullptr;
  }

  /// The first byte that no sink has taken yet, of those that are written once.
  [[nodiscard]] std::size_t written() const { return written_; }

  /// Goes on from hold() or expectation(), which there must be: what follows comes as much later as it lasted.
  void release(std::chrono::microseconds now) {
    held_ += std::max(std::chrono::microseconds(0), now - due());
    ++next_;
  }

  [[nodiscard]] const WireProgram& program() const { return *program_; }

  /// WireProgram::is_instant: the clock of such a play says due() at all times, but for repetitions.
  [[nodiscard]] bool is_instant() const { return program_->is_instant; }

  /// How long the repetition waits that is due next; 0 where none is. That time is real in every play.
  [[nodiscard]] std::chrono::microseconds repeats_after() const {
    const bool repeats = repeated_.count() > 0;
    return repeats ? std::get<RepeatAction>(program_->steps[next_].action).every : std::chrono::microseconds(0);
  }

 private:
  /// Does one action: `finished` where that is done. Has no answer for an action that it doesn't know.
  template <Sink SinkType>
  struct Turn {
    Player& player;
    SinkType& sink;

    PlayState operator()(const WriteAction& write) const {
      const auto state = player.send(write, sink);
      if (state == PlayState::finished) ++player.next_;
      return state;
    }
    PlayState operator()(const RepeatAction& repeat) const {
      const auto state = player.send({repeat.offset, repeat.length}, sink);
      if (state == PlayState::finished) player.repeated_ += repeat.every;
      return state;
    }
    PlayState operator()(const FinAction& fin) const { return close(fin); }
    PlayState operator()(const HalfCloseAction& half_close) const { return close(half_close); }
    PlayState operator()(const ResetAction& reset) const { return close(reset); }
    PlayState operator()(const HangAction& hang) const { return close(hang); }
    PlayState operator()(const HoldAction& /*hold*/) const { return PlayState::held; }
    PlayState operator()(const ExpectAction& /*expect*/) const { return PlayState::expecting; }

    PlayState close(const CloseAction& action) const {
      sink.close(action);
      ++player.next_;
      return PlayState::finished;
    }
  };

  /// `finished` where the sink took all of it.
  template <Sink SinkType>
  PlayState send(const WriteAction& write, SinkType& sink) {
    const SinkResult result = sink.write(write.offset + taken_, program_->text(write).substr(taken_));
    if (result.is_broken) return PlayState::broken;
    taken_ += result.taken;
    written_ = write.offset + taken_;
    if (taken_ < write.length) return PlayState::waiting_for_sink;
    taken_ = 0;
    return PlayState::finished;
  }

  static constexpr int steps_a_turn = 64;

  std::shared_ptr<const WireProgram> program_;
  std::uint32_t next_ = 0;
  std::size_t taken_ = 0;  // bytes of the current write that the sink has taken
  std::size_t written_ = 0;
  std::chrono::microseconds repeated_{0};  // since the current step's own time: a repeat's next turn
  std::chrono::microseconds held_{0};      // by all holds and expectations together
};

}  // namespace wiretape::program

#include "wiretape/core/net/serve/joint_sockets.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

//   near ─▶ read ─▶ write ─▶ far     and the same way back
//             │ FIN                  far: FIN; with both ways over, both are closed
//             │ broken               far: RST, and both are closed

namespace wiretape::net {
namespace {

// A RST takes back what the peer's kernel has not acknowledged.
constexpr std::chrono::seconds longest_wait_for_acknowledgement{1};
constexpr std::chrono::milliseconds acknowledgement_poll{1};

bool is_all_acknowledged(Socket& socket) {
  int unacknowledged = 0;
  return ::ioctl(socket.native_handle(), SIOCOUTQ, &unacknowledged) != 0 || unacknowledged == 0;
}

void close_quietly(Socket& socket) {
  ErrorCode ignored;
  socket.close(ignored);
}

}  // namespace

Socket socket_of(int descriptor, const Executor& executor) {
  Socket socket(executor);
  ErrorCode error;
  // It is connected already: nothing asks which of the two protocols it is any more.
  socket.assign(boost::asio::ip::tcp::v4(), descriptor, error);
  if (error) ::close(descriptor);
  return socket;
}

JointSockets::JointSockets(Socket near, Socket far, std::function<void()> on_parted)
    : near_(std::move(near)), far_(std::move(far)), on_parted_(std::move(on_parted)), poll_(near_.get_executor()) {}

void JointSockets::start(std::string_view early) {
  early_ = early;
  if (early_.empty()) {
    read(there_);
  } else {
    write(there_, early_);
  }
  read(back_);
}

void JointSockets::read(Way& way) {
  way.from->async_read_some(boost::asio::buffer(way.bytes),
                            [self = shared_from_this(), &way](const ErrorCode& error, std::size_t size) {
                              if (self->is_closed_ || self->left_ != nullptr) return;
                              if (error == boost::asio::error::eof) return self->end(way);
                              if (error) return self->break_off(*way.to);
                              self->write(way, {way.bytes.data(), size});
                            });
}

void JointSockets::write(Way& way, std::string_view bytes) {
  boost::asio::async_write(*way.to, boost::asio::buffer(bytes),
                           [self = shared_from_this(), &way](const ErrorCode& error, std::size_t) {
                             if (self->is_closed_ || self->left_ != nullptr) return;
                             if (error) return self->break_off(*way.from);
                             self->read(way);
                           });
}

void JointSockets::end(Way& way) {
  way.is_over = true;
  ErrorCode ignored;  // the peer may be gone: then there is nobody left to tell
  way.to->shutdown(Socket::shutdown_send, ignored);
  if (there_.is_over && back_.is_over) part();
}

void JointSockets::break_off(Socket& left) {
  left_ = &left;
  reset_by_ = Timer::clock_type::now() + longest_wait_for_acknowledgement;
  reset_when_acknowledged();
}

void JointSockets::reset_when_acknowledged() {
  if (is_closed_) return;
  if (is_all_acknowledged(*left_) || Timer::clock_type::now() >= reset_by_) {
    ErrorCode ignored;  // without the option it is a close with FIN, and the peer is gone anyway
    left_->set_option(Socket::linger(true, 0), ignored);
    return part();
  }
  poll_.expires_after(acknowledgement_poll);
  poll_.async_wait([self = shared_from_this()](const ErrorCode& error) {
    if (!error) self->reset_when_acknowledged();
  });
}

void JointSockets::part() {
  const auto on_parted = std::exchange(on_parted_, nullptr);
  close();
  on_parted();
}

void JointSockets::close() {
  is_closed_ = true;
  on_parted_ = nullptr;
  poll_.cancel();
  close_quietly(near_);
  close_quietly(far_);
}

}  // namespace wiretape::net

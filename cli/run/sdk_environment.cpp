#include "cli/run/sdk_environment.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wiretape::cli {
namespace {

/// A variable that names a base URL, and what comes behind the server's address in it.
struct BaseUrl {
  std::string_view variable;
  std::string_view path;
};

// What a base URL ends in is the SDK's choice: most name the version in it, while Anthropic's, Groq's, Cerebras's,
// Cohere's, Google's and Ollama's put it into each request's path. LiteLLM, LangChain and aider read the *_API_BASE.
constexpr std::array base_urls{
    BaseUrl{"OPENAI_BASE_URL", "/v1"},
    BaseUrl{"OPENAI_API_BASE", "/v1"},
    BaseUrl{"ANTHROPIC_BASE_URL", ""},
    BaseUrl{"ANTHROPIC_API_BASE", ""},
    BaseUrl{"AZURE_OPENAI_ENDPOINT", ""},
    BaseUrl{"AZURE_API_BASE", ""},
    BaseUrl{"AWS_ENDPOINT_URL_BEDROCK_RUNTIME", ""},
    BaseUrl{"CEREBRAS_BASE_URL", ""},
    BaseUrl{"CO_API_URL", ""},
    BaseUrl{"DEEPSEEK_BASE_URL", "/v1"},
    BaseUrl{"DEEPSEEK_API_BASE", "/v1"},
    BaseUrl{"FIREWORKS_BASE_URL", "/v1"},
    BaseUrl{"GOOGLE_GEMINI_BASE_URL", ""},
    BaseUrl{"GOOGLE_VERTEX_BASE_URL", ""},
    BaseUrl{"GROQ_BASE_URL", ""},
    BaseUrl{"MISTRAL_BASE_URL", "/v1"},
    BaseUrl{"OLLAMA_HOST", ""},
    BaseUrl{"OPENROUTER_BASE_URL", "/v1"},
    BaseUrl{"OPENROUTER_API_BASE", "/v1"},
    BaseUrl{"PERPLEXITY_BASE_URL", "/v1"},
    BaseUrl{"TOGETHER_BASE_URL", "/v1"},
    BaseUrl{"WRITER_BASE_URL", "/v1"},
    BaseUrl{"XAI_BASE_URL", "/v1"},
};

constexpr std::array keys{
    "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "AZURE_OPENAI_API_KEY", "AZURE_API_KEY",      "CEREBRAS_API_KEY",
    "CO_API_KEY",     "COHERE_API_KEY",    "DEEPSEEK_API_KEY",     "FIREWORKS_API_KEY",  "GEMINI_API_KEY",
    "GOOGLE_API_KEY", "GROQ_API_KEY",      "MISTRAL_API_KEY",      "OPENROUTER_API_KEY", "PERPLEXITY_API_KEY",
    "PPLX_API_KEY",   "TOGETHER_API_KEY",  "WRITER_API_KEY",       "XAI_API_KEY",        "AWS_BEARER_TOKEN_BEDROCK",
};

// Not a key's: they would be sent in place of the harmless one.
constexpr std::array secrets{"ANTHROPIC_AUTH_TOKEN", "AZURE_OPENAI_AD_TOKEN", "OPENAI_ADMIN_KEY",
                             "ANTHROPIC_CUSTOM_HEADERS"};

constexpr std::string_view harmless_key = "wiretape";

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

class Environment {
 public:
  explicit Environment(std::vector<std::string> variables) : variables_(std::move(variables)) {}

  void remove(std::string_view name) {
    std::erase_if(variables_, [&](const std::string& variable) { return name_of(variable) == name; });
  }
  void set(std::string_view name, std::string_view value) {
    remove(name);
    variables_.push_back(std::string(name).append("=").append(value));
  }
  [[nodiscard]] std::string_view get(std::string_view name) const {
    const auto found =
        std::ranges::find_if(variables_, [&](const std::string& variable) { return name_of(variable) == name; });
    return found == variables_.end() ? std::string_view() : std::string_view(*found).substr(name.size() + 1);
  }
  [[nodiscard]] std::vector<std::string> take() && { return std::move(variables_); }

 private:
  std::vector<std::string> variables_;
};

/// Proxies of the machine stay for all other hosts.
void call_directly(Environment& environment, std::string_view name) {
  constexpr std::string_view loopback = "127.0.0.1,localhost,::1";
  const auto others = std::string(environment.get(name));
  environment.set(name, others.empty() ? std::string(loopback) : others + "," + std::string(loopback));
}

}  // namespace

std::vector<std::string> sdk_environment(const std::vector<std::string>& inherited, const MockAddress& address) {
  Environment environment(inherited);
  for (const auto& [variable, path] : base_urls)
    environment.set(variable, address.url + std::string(path));
  for (const auto* key : keys)
    environment.set(key, harmless_key);
  for (const auto* secret : secrets)
    environment.remove(secret);
  for (const auto* name : {"NO_PROXY", "no_proxy"})
    call_directly(environment, name);
  environment.set("WIRETAPE_URL", address.url);
  environment.set("WIRETAPE_CONTROL_URL", address.control_url);
  return std::move(environment).take();
}

std::string with_url(std::string argument, std::string_view url) {
  constexpr std::string_view hole = "{url}";
  for (auto at = argument.find(hole); at != std::string::npos; at = argument.find(hole, at + url.size()))
    argument.replace(at, hole.size(), url);
  return argument;
}

}  // namespace wiretape::cli

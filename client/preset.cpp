#include "wiretape/client/preset.h"

#include <algorithm>
#include <array>

namespace wiretape::client {
namespace {

// A terminator is required only of providers that are known to send it always: then its absence is a cut. Elsewhere a
// finish reason in a whole body is the best proof that there is.
constexpr std::array presets{
    Preset{"openai", "openai.chat", "https://api.openai.com/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL", "gpt-4o-mini",
           true},
    Preset{"openai-responses", "openai.responses", "https://api.openai.com/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL",
           "gpt-4o-mini", true},
    Preset{"anthropic", "anthropic.messages", "https://api.anthropic.com", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL",
           "claude-haiku-4-5", true},
    Preset{"cerebras", "openai.chat", "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY", "CEREBRAS_BASE_URL", "", false},
    Preset{"cohere", "cohere.chat", "https://api.cohere.com", "CO_API_KEY", "CO_API_URL", "", false},
    Preset{"dashscope", "openai.chat", "https://dashscope.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY",
           "DASHSCOPE_BASE_URL", "", false},
    Preset{"deepseek", "openai.chat", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", "DEEPSEEK_BASE_URL", "", true},
    Preset{"fireworks", "openai.chat", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY",
           "FIREWORKS_BASE_URL", "", false},
    Preset{"gemini", "gemini", "https://generativelanguage.googleapis.com", "GEMINI_API_KEY", "GOOGLE_GEMINI_BASE_URL",
           "gemini-2.5-flash", false},
    Preset{"github-models", "openai.chat", "https://models.github.ai/inference", "GITHUB_TOKEN",
           "GITHUB_MODELS_BASE_URL", "", false},
    Preset{"groq", "openai.chat", "https://api.groq.com/openai/v1", "GROQ_API_KEY", "GROQ_BASE_URL", "", true},
    Preset{"huggingface", "openai.chat", "https://router.huggingface.co/v1", "HF_TOKEN", "HF_BASE_URL", "", false},
    Preset{"hunyuan", "openai.chat", "https://api.hunyuan.cloud.tencent.com/v1", "HUNYUAN_API_KEY", "HUNYUAN_BASE_URL",
           "", true},
    Preset{"llama-cpp", "openai.chat", "http://localhost:8080/v1", "LLAMA_API_KEY", "LLAMA_BASE_URL", "", true},
    Preset{"lm-studio", "openai.chat", "http://localhost:1234/v1", "LM_STUDIO_API_KEY", "LM_STUDIO_BASE_URL", "", true},
    Preset{"minimax", "openai.chat", "https://api.minimax.io/v1", "MINIMAX_API_KEY", "MINIMAX_BASE_URL", "", false},
    Preset{"mistral", "openai.chat", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", "MISTRAL_BASE_URL", "", true},
    Preset{"moonshot", "openai.chat", "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY", "MOONSHOT_BASE_URL", "", true},
    Preset{"ollama", "ollama.chat", "http://localhost:11434", "OLLAMA_API_KEY", "OLLAMA_HOST", "", true},
    Preset{"ollama-openai", "openai.chat", "http://localhost:11434/v1", "OLLAMA_API_KEY", "OLLAMA_OPENAI_BASE_URL", "",
           true},
    Preset{"openrouter", "openai.chat", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", "OPENROUTER_BASE_URL", "",
           true},
    Preset{"perplexity", "openai.chat", "https://api.perplexity.ai", "PERPLEXITY_API_KEY", "PERPLEXITY_BASE_URL", "",
           false},
    Preset{"together", "openai.chat", "https://api.together.xyz/v1", "TOGETHER_API_KEY", "TOGETHER_BASE_URL", "",
           false},
    Preset{"transformers", "openai.chat", "http://localhost:8000/v1", "TRANSFORMERS_API_KEY", "TRANSFORMERS_BASE_URL",
           "", false},
    Preset{"vllm", "openai.chat", "http://localhost:8000/v1", "VLLM_API_KEY", "VLLM_BASE_URL", "", true},
    Preset{"writer", "openai.chat", "https://api.writer.com/v1", "WRITER_API_KEY", "WRITER_BASE_URL", "", false},
    Preset{"xai", "openai.chat", "https://api.x.ai/v1", "XAI_API_KEY", "XAI_BASE_URL", "", true},
    Preset{"zai", "openai.chat", "https://api.z.ai/api/paas/v4", "ZAI_API_KEY", "ZAI_BASE_URL", "", true},
    Preset{"zhipu", "openai.chat", "https://open.bigmodel.cn/api/paas/v4", "ZHIPUAI_API_KEY", "ZHIPUAI_BASE_URL", "",
           true},
};

}  // namespace

std::span<const Preset> all_presets() {
  return presets;
}

const Preset* find_preset(std::string_view name) {
  const auto* const found =
      std::find_if(presets.begin(), presets.end(), [&](const Preset& p) { return p.name == name; });
  return found == presets.end() ? nullptr : found;
}

}  // namespace wiretape::client

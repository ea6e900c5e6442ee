"""Prints what the official SDKs hear of their providers' own addresses; ../run_sdk_test says by which proxy."""

import anthropic
import openai

QUESTION = [{"role": "user", "content": "What does the tape say?"}]

with openai.OpenAI(api_key="none", max_retries=0, timeout=30) as client:
    for chunk in client.chat.completions.create(model="sdk-text", messages=QUESTION, stream=True):
        print(chunk.model_dump_json())

with anthropic.Anthropic(api_key="none", max_retries=0, timeout=30) as client:
    for event in client.messages.create(model="sdk-claude-text", max_tokens=100, messages=QUESTION, stream=True):
        print(event.model_dump_json())

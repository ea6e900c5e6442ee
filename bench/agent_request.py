"""The request of a coding agent in the middle of its work: a long system prompt, 40 tools, a history of calls and what
they gave. 186 KB, as agents send them; every byte is the same each time."""

import json

SIZE = 186_000
TOOLS = 40
MODEL = "gpt-4o"
TOPICS = "file search branch test package build review deploy issue comment".split()
VERBS = "read write list update".split()
RULES = [
    "Work through the task step by step, and say what you are about to do before you do it.",
    'Never guess at the content of a file: call "read_file" and look at it first.',
    "Keep changes small; run the tests after each of them, and read what they print.",
    "If a command fails twice in the same way, stop and think about why: don't try it a third time.",
    "Paths are relative to the root of the repository unless they begin with a slash.",
    "Answer in the language of the user; caf\u00e9, na\u00efve and \u201cquoted\u201d stay as they are written.",
]
CODE = [
    "def load_settings(path: str) -> dict[str, str]:",
    '    """Reads "name = value" lines; what follows a # is a comment."""',
    "    settings = {}",
    '    with open(path, encoding="utf-8") as file:',
    "        for number, line in enumerate(file, start=1):",
    '            name, _, value = line.partition("#")[0].partition("=")',
    "            if not name.strip():",
    "                continue",
    '            settings[name.strip()] = value.strip().strip("\\"")',
    '    logging.info("%d settings from %s", len(settings), path)',
    "    return settings",
    "",
]


def system_prompt() -> str:
    sections = [f"# Part {part}\n\n" + "\n".join(f"- {rule}" for rule in RULES) for part in range(1, 21)]
    return "You are a careful software engineer who works in a terminal.\n\n" + "\n\n".join(sections)


def tool(number: int) -> dict:
    verb, topic = VERBS[number % len(VERBS)], TOPICS[number // len(VERBS)]
    described = {
        name: {"type": kind, "description": f"The {name} of the {topic} to {verb}; see the notes above."}
        for name, kind in [("path", "string"), ("pattern", "string"), ("limit", "integer"), ("recursive", "boolean")]
    }
    described["mode"] = {"type": "string", "enum": ["fast", "exact", "dry_run"], "default": "exact"}
    described["labels"] = {"type": "array", "items": {"type": "string"}, "description": "Only those with all of them."}
    return {
        "type": "function",
        "function": {
            "name": f"{verb}_{topic}",
            "description": f"Use this to {verb} a {topic} of the repository. " + " ".join(RULES[:3]),
            "parameters": {
                "type": "object",
                "properties": described,
                "required": ["path", "mode"],
                "additionalProperties": False,
            },
            "strict": True,
        },
    }


def turn(number: int) -> list[dict]:
    """What the agent called, and what came of it."""
    call = f"call_{number:024}"
    arguments = json.dumps({"path": f"src/module_{number}/settings.py", "mode": "exact", "limit": 200})
    code = "\n".join(f"{line + 1:4}  {CODE[line % len(CODE)]}" for line in range(60))
    return [
        {
            "role": "assistant",
            "content": f"I look at module {number} next, since the test that fails reads its settings.",
            "tool_calls": [
                {"id": call, "type": "function", "function": {"name": "read_file", "arguments": arguments}}
            ],
        },
        {"role": "tool", "tool_call_id": call, "content": code},
    ]


def agent_request_body() -> bytes:
    """The JSON body; the last message of the user fills it up to SIZE."""
    messages = [
        {"role": "system", "content": system_prompt()},
        {"role": "user", "content": "The tests of the settings module fail. Find out why, and mend it."},
    ]
    request = {
        "model": MODEL,
        "stream": True,
        "temperature": 0.2,
        "max_tokens": 4096,
        "tools": [tool(number) for number in range(TOOLS)],
        "tool_choice": "auto",
        "messages": messages,
    }

    def encoded() -> bytes:
        return json.dumps(request, separators=(",", ":"), ensure_ascii=False).encode()

    number = 0
    while len(encoded()) < SIZE - 6000:
        messages += turn(number)
        number += 1
    messages.append({"role": "user", "content": ""})
    rest = SIZE - len(encoded())
    messages[-1]["content"] = ("Go on, please. " * (rest // 15 + 1))[:rest]
    return encoded()

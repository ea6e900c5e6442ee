"""check_page.py DOM: what the page of page.yaml looks like once its script has run."""
import html.parser
import sys


class Page(html.parser.HTMLParser):
    """Counts elements by class, and keeps the text of those that a test looks at."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lanes, self.title, self.tags, self.open = [], "", [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = (attributes.get("class") or "").split()
        self.tags.append((tag, attributes))
        if tag in ("meta", "img", "br", "link", "input"):
            return
        if tag == "section":
            self.lanes.append({})
        self.open.append((tag, classes))
        if self.lanes:
            for name in classes + [tag]:
                self.lanes[-1].setdefault(name, []).append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.open:
            return
        tag, classes = self.open[-1]
        if tag == "title":
            self.title += data
        elif self.lanes and tag != "script":
            for name in classes + [tag]:
                if name in self.lanes[-1]:  # what is around the lanes was opened before them
                    self.lanes[-1][name][-1] += data


def main():
    page = Page()
    with open(sys.argv[1], encoding="utf-8") as dom:
        page.feed(dom.read())
    mistakes = []

    def expect(holds, what):
        if not holds:
            mistakes.append(what)

    expect(len(page.lanes) == 4, f"{len(page.lanes)} lanes in place of 4")
    if len(page.lanes) == 4:
        stream, broken, recorded, hostile = page.lanes
        expect(len(stream["read"]) >= 5, "the stream's writes")
        expect(stream.get("text") == ["Hello", " page."], f"the stream's text: {stream.get('text')}")
        expect(stream.get("reasoning"), "the stream's reasoning")
        expect(any("get_weather" in call for call in stream.get("tool_call", [])), "the stream's tool call")
        expect("complete" in stream["ending"][0], f"the stream's ending: {stream['ending']}")
        expect(broken.get("fault") == ["reset:event=3"], f"the fault: {broken.get('fault')}")
        expect("reset by the fault" in broken["ending"][0], f"the broken one's ending: {broken['ending']}")
        expect(len(recorded["read"]) == 3, f"{len(recorded['read'])} reads of the recording in place of 3")
        expect(recorded.get("text") == ["Recorded."], f"the recording's text: {recorded.get('text')}")
        expect("by the upstream" in recorded["ending"][0], f"the recording's ending: {recorded['ending']}")
        expect(hostile.get("text") == ["</script><script>document.title='injected'</script>",
                                       "<!--<script><b id=injected>"], f"hostile texts: {hostile.get('text')}")
        expect(hostile["h2"][0].startswith("<img src=x onerror=alert(1)>"), f"the hostile id: {hostile['h2']}")
    expect(page.title == "wiretape timeline", f"the title: {page.title}")
    for tag, attributes in page.tags:
        expect(tag not in ("img", "b"), f"an element <{tag}> that no page has")
        expect(attributes.get("id") != "injected", "an injected element")
    print("\n".join(mistakes) or "the page is as it should be")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())

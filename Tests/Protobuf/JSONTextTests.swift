internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: JSON of plain fields is what the proto3 mapping says, and comes back as it went.
@Suite struct JSONTextTests {
  @Test func everyKindOfField() throws {
    let sample = fullSample()
    let text = try sample.json()
    #expect(
      text == """
        {"id":"an identifier of some length","state":"STATE_APPROVED","name":"Siti Aminah ☺",\
        "submittedAt":{"seconds":"1790000000"},"note":"","priority":-1,"history":[\
        {"state":"STATE_IN_REVIEW","at":{},"actor":"actor 0","note":"note"},\
        {"state":"STATE_IN_REVIEW","at":{"seconds":"1"},"actor":"actor 1","note":"note"},\
        {"state":"STATE_IN_REVIEW","at":{"seconds":"2"},"actor":"actor 2","note":"note"},\
        {"state":"STATE_IN_REVIEW","at":{"seconds":"3"},"actor":"actor 3","note":"note"},\
        {"state":"STATE_IN_REVIEW","at":{"seconds":"4"},"actor":"actor 4","note":"note"}],\
        "counts":[1,-1,300,0,2147483647],"states":["STATE_RECEIVED","STATE_REFUSED"],\
        "tags":["a","","déjà vu"],"labels":{"place":"Blambangan Umpu","":"empty"},\
        "decision":{"grounds":"because","at":{"nanos":7}},"delta":"-123456789","score":-0,\
        "etag":"AAEC/w==","blobs":["","AQ==","AgM="],"serial":"3735928559",\
        "weights":[0.5,-1],"urgent":false,"flags":[true,false],\
        "parent":{"parent":{"id":"grandparent"}}}
        """)
    #expect(try Sample(json: text) == sample)
    #expect(try Sample(json: [UInt8](text.utf8)) == sample)
    #expect(try sample.jsonBytes() == [UInt8](text.utf8))
  }
}

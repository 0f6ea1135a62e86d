// Package say makes words: from kinds of errors and states to one sentence
// each, in the user's language, and from times and numbers to what people
// read. It promises that every kind and every state has a sentence in both
// languages (a test walks the enumerations), and that the text of an error
// never reaches a person. It never knows how an error came about.
//
// What stands in letters is not said here: letters are always Indonesian
// (sop.LetterDate and its neighbours).
package say

import "strings"

// Sentence is what a person is told of an error: what happened, what to do,
// and who can help. Do and Who may be empty.
type Sentence struct{ What, Do, Who string }

// String is the sentence in one line.
func (s Sentence) String() string {
	var parts []string
	for _, part := range []string{s.What, s.Do, s.Who} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " ")
}

// values fill the places of a sentence.
type values = map[string]any

// Package ui is the window: the shell around the pages, the navigation, the
// menu, the status line, and the pages themselves.
//
// It promises that the office's data changes by a call of the desk and by
// nothing else, that nothing slow happens on the UI goroutine, and that a
// failure is told in a sentence. It never knows the store, the video library
// or the rules of the procedure.
//
// New builds the window and starts the beat; Quit, the only way out, asks the
// pages for unsaved drafts, stops everything that could still post and waits
// for it, and only then ends the program.
package ui

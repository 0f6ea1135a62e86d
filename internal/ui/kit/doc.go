// Package kit holds the window's own widgets and the one file that speaks to
// Fyne's thread.
package kit

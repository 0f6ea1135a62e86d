//go:build !headless

package main

import (
	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// frugal is for the program without a window: here the pictures on the screen
// are what takes the memory.
func frugal() {}

// eye decodes the one picture that probes and proofs look at.
func eye() camera.Still { return ownSize(video.Still) }

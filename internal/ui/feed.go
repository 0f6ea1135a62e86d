package ui

import (
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/video"
)

// feed opens the packets of one path; what is decoded of them is told to
// whoever counts.
func (s *Shell) feed(path string) (video.Feed, error) {
	tap, err := s.config.Desk.Feed(path)
	if err != nil {
		return nil, err
	}
	if s.config.Decoded == nil {
		return tap, nil
	}
	return &countedTap{tap, path, s.config.Decoded}, nil
}

// countedTap is a tap whose pictures are counted.
type countedTap struct {
	*relay.Tap
	path string
	told func(path string, pictures int)
}

// Decoded tells.
func (t *countedTap) Decoded(pictures int) { t.told(t.path, pictures) }

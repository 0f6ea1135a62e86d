package simcam

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
)

// What a clip is of its scene.
const (
	streamMain  = "main"
	streamSub   = "sub"
	streamAudio = "audio"
	streamOld   = "old" // in a codec that nobody wants any more
)

// clip is one line of clips.json, which scripts/make-clips writes beside the
// clips.
type clip struct {
	File   string `json:"file"`
	Scene  string `json:"scene"`
	Stream string `json:"stream"`
	Codec  string `json:"codec"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	FPS    int    `json:"fps,omitempty"`
	Key    int    `json:"key,omitempty"`  // pictures from one key picture to the next
	Rate   int    `json:"rate,omitempty"` // samples a second, of sound
}

// keyInterval is the time between key pictures at the clip's own rate.
func (c clip) keyInterval() time.Duration {
	if c.FPS == 0 {
		return 0
	}
	return time.Duration(c.Key) * time.Second / time.Duration(c.FPS)
}

// library is a folder of clips.
type library struct {
	files fs.FS
	clips []clip
}

func openLibrary(files fs.FS) (*library, error) {
	if files == nil {
		files = assets.Clips()
	}
	data, err := fs.ReadFile(files, "clips.json")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrClip, err)
	}
	l := &library{files: files}
	if err := json.Unmarshal(data, &l.clips); err != nil {
		return nil, fmt.Errorf("%w: clips.json: %w", ErrClip, err)
	}
	return l, nil
}

// find returns the first clip of a stream, of any scene if scene is empty.
func (l *library) find(scene, stream string) (clip, bool) {
	for _, c := range l.clips {
		if c.Stream == stream && (scene == "" || c.Scene == scene) {
			return c, true
		}
	}
	return clip{}, false
}

// video chooses the main clip for a spec.
func (l *library) video(s Spec) (clip, error) {
	var best clip
	for _, c := range l.clips {
		switch {
		case c.Stream != streamMain && (c.Stream != streamOld || s.Codec != "mpeg4"):
		case s.Codec != "" && c.Codec != s.Codec, s.Codec == "" && s.Clip == "" && c.Codec != "h264":
		case s.Clip != "" && c.Scene != s.Clip:
		case best.File == "" || distance(c, s) < distance(best, s):
			best = c
		}
	}
	if best.File == "" {
		return best, fmt.Errorf("%w: scene %q in codec %q", ErrClip, s.Clip, s.Codec)
	}
	if s.Clip != "" && s.FPS == 0 && s.KeyInterval != 0 && s.KeyInterval != best.keyInterval() {
		return best, fmt.Errorf("%w: %s has a key picture every %v", ErrSpec, s.Clip, best.keyInterval())
	}
	return best, nil
}

// distance says how badly a clip fits a spec that does not name one.
func distance(c clip, s Spec) time.Duration {
	if s.KeyInterval == 0 {
		return 0
	}
	return (c.keyInterval() - s.KeyInterval).Abs()
}

// sound chooses the sound for a scene; any of the codec will do.
func (l *library) sound(codec, scene string) (clip, bool) {
	var found clip
	for _, c := range l.clips {
		if c.Stream == streamAudio && c.Codec == codec && (found.File == "" || c.Scene == scene) {
			found = c
		}
	}
	return found, found.File != ""
}

// load cuts a clip into packets. fps 0 is the clip's own rate.
func (l *library) load(c clip, fps int) (reel, error) {
	data, err := fs.ReadFile(l.files, c.File)
	if err != nil {
		return reel{}, fmt.Errorf("%w: %w", ErrClip, err)
	}
	if fps == 0 {
		fps = c.FPS
	}
	r, err := cut(c, data, fps)
	if err != nil {
		return reel{}, fmt.Errorf("%w: %s: %w", ErrClip, c.File, err)
	}
	return r, nil
}

package desk

import (
	"context"
	"image"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// glanceLimit is how long one camera's newest key picture is waited for.
const glanceLimit = 2 * time.Second

// glance is what one of our cameras shows now.
type glance struct {
	row  CameraRow
	like camera.Likeness
}

// Alike finds the camera of ours that shows the same picture now; nil when
// none does. It is a hint: two cameras may look at one place. except is left
// out. It decodes one picture of each live camera and ends when ctx does.
func (r *Finder) Alike(ctx context.Context, picture *image.RGBA, except ulid.ULID) (*Twin, error) {
	if picture == nil {
		return nil, nil
	}
	all, err := r.glances(ctx)
	if err != nil {
		return nil, err
	}
	return alike(all, camera.LikenessOf(picture), except), nil
}

func alike(all []glance, like camera.Likeness, except ulid.ULID) *Twin {
	for _, g := range all {
		if g.row.ID != except && g.like.Like(like) {
			return &Twin{Row: g.row, Why: TwinSight}
		}
	}
	return nil
}

// glances looks at every live camera, some at a time.
func (r *Finder) glances(ctx context.Context) ([]glance, error) {
	c := r.core
	if c.engine == nil || c.still == nil {
		return nil, nil
	}
	rows, err := (&Cameras{c}).List(CameraFilter{States: []relay.State{relay.Live}})
	if err != nil {
		return nil, err
	}
	var (
		wg     sync.WaitGroup
		mu     sync.Mutex
		out    []glance
		places = make(chan struct{}, 4)
	)
	for _, row := range rows {
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
			wg.Wait()
			return nil, ctx.Err()
		}
		wg.Go(func() {
			defer func() { <-places }()
			if img := c.glanceAt(ctx, row.Path); img != nil {
				mu.Lock()
				out = append(out, glance{row, camera.LikenessOf(img)})
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	slices.SortFunc(out, func(a, b glance) int { return strings.Compare(a.row.Name, b.row.Name) })
	return out, ctx.Err()
}

// glanceAt decodes the newest key picture of a path; nil when none came in
// time or it could not be decoded.
func (c *core) glanceAt(ctx context.Context, path string) *image.RGBA {
	ctx, cancel := context.WithTimeout(ctx, glanceLimit)
	defer cancel()
	tap, err := c.engine.Tap(path)
	if err != nil {
		return nil
	}
	defer func() { _ = tap.Close() }()
	packets, _, err := tap.Read(ctx) // begins with a key picture
	if err != nil {
		return nil
	}
	img, err := c.still(ctx, tap.Format(), packets)
	if err != nil {
		return nil
	}
	return img
}

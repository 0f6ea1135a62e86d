package desk

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"image/jpeg"
	"slices"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// proofMeasure is how long a proof watches before it states fps, bitrate and
// loss: long enough for three key pictures four seconds apart.
const proofMeasure = 10 * time.Second

// udpMeasure is how long the path is read by UDP, beside the other reading.
const udpMeasure = 3 * time.Second

// Proven is what reading a camera back gave, and where it was noted.
type Proven struct {
	Proof   sop.Proof
	Picture *image.RGBA
	Later   bool // activity 5 was over: kept beside the request (db.Retests)
}

// Prove reads a published path back from the relay as any reader would, from
// dial to decoded picture, by TCP and by UDP, watches it for ten seconds and
// keeps the picture. When the camera belongs to a request, the result is noted
// in its activity 5, or beside the request when that is over; a refusal of the
// procedure comes back beside the proof.
func (r *Cameras) Prove(ctx context.Context, id ulid.ULID, on func(camera.Hop)) (Proven, error) {
	return r.proveFor(ctx, id, ulid.ULID{}, on)
}

// proveFor notes the proof in the request given, or, without one, in that of
// the camera.
func (r *Cameras) proveFor(ctx context.Context, id, request ulid.ULID, on func(camera.Hop)) (Proven, error) {
	c := r.core
	var cam db.Camera
	err := c.store.Read(func(tx *db.Tx) (err error) {
		cam, err = tx.Cameras().Get(tx, id)
		return err
	})
	if err != nil {
		return Proven{}, err
	}
	if c.engine == nil {
		return Proven{}, ErrNoRelay
	}
	url, err := secret.ParseURL("rtsp://" + c.engine.Addr() + "/" + cam.Path)
	if err != nil {
		return Proven{}, err
	}
	v, udp := r.readBack(ctx, url.WithLogin(c.proof.Name, c.proof.Password), on)
	if err := ctx.Err(); err != nil {
		return Proven{}, err
	}
	p := Proven{Proof: proofOf(v, cam.Path, c.now().UTC()), Picture: v.Picture}
	p.Proof.UDP = udp
	if v.Picture != nil {
		if p.Proof.Picture, err = c.keepPicture(v.Picture); err != nil {
			return p, err
		}
	}
	if err := c.noteVerdict(cam, v); err != nil {
		return p, err
	}
	if request == (ulid.ULID{}) {
		request = cam.RequestID
	}
	if request != (ulid.ULID{}) {
		p.Later, err = r.noteSomewhere(request, cam.ID, p.Proof)
	}
	return p, err
}

// readBack reads a relay address by TCP, which is told hop by hop, and by UDP
// beside it; udp is what sop.Proof.UDP is to say.
func (r *Cameras) readBack(ctx context.Context, url secret.URL, on func(camera.Hop)) (v camera.Verdict, udp string) {
	target := camera.Target{URL: url, Transport: "tcp", AllowBasic: true, Measure: proofMeasure}
	other := target
	other.Transport, other.Measure = "udp", udpMeasure
	var wg sync.WaitGroup
	wg.Go(func() {
		switch second := r.ProbeURL(ctx, other, nil); {
		case second.Relayable:
			udp = sop.UDPRead
		default:
			udp = string(second.Cause)
		}
	})
	v = r.ProbeURL(ctx, target, on)
	wg.Wait()
	return v, udp
}

// Retest is how the test of one of several cameras stands.
type Retest struct {
	ID      ulid.ULID
	Name    string
	Running bool // it has just begun; the rest is not known yet
	Proof   sop.Proof
	Later   bool  // as in Proven
	Err     error // why the test could not be made, or its result not be noted
}

// retestsAtOnce keeps many tests from disturbing each other's figures.
const retestsAtOnce = 4

// RetestRequest proves every camera of a request anew, some at a time, and
// tells how each began and ended. It ends when ctx does. A request whose
// activity 5 is over keeps the evidence it was finished with.
func (r *Cameras) RetestRequest(ctx context.Context, request ulid.ULID, tell func(Retest)) ([]Retest, error) {
	var all []Retest
	err := r.core.store.Read(func(tx *db.Tx) error {
		req, err := tx.Requests().Get(tx, request)
		for _, ref := range req.Cameras {
			all = append(all, Retest{ID: ref.CameraID, Name: ref.Name})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return r.retest(ctx, all, request, tell)
}

// RetestAgency proves every camera that an agency has at the relay and that is
// switched on; each result is noted in the camera's own request.
func (r *Cameras) RetestAgency(ctx context.Context, agency ulid.ULID, tell func(Retest)) ([]Retest, error) {
	rows, err := r.List(CameraFilter{AgencyID: agency})
	if err != nil {
		return nil, err
	}
	var all []Retest
	for _, row := range rows {
		if row.Enabled {
			all = append(all, Retest{ID: row.ID, Name: row.Name})
		}
	}
	return r.retest(ctx, all, ulid.ULID{}, tell)
}

func (r *Cameras) retest(ctx context.Context, all []Retest, request ulid.ULID, tell func(Retest)) ([]Retest, error) {
	var wg sync.WaitGroup
	places := make(chan struct{}, retestsAtOnce)
	for i := range all {
		one := &all[i]
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			one.Err = ctx.Err()
			continue
		}
		tell(Retest{ID: one.ID, Name: one.Name, Running: true})
		wg.Go(func() {
			defer func() { <-places }()
			p, err := r.proveFor(ctx, one.ID, request, nil)
			one.Proof, one.Later, one.Err = p.Proof, p.Later, err
			tell(*one)
		})
	}
	wg.Wait()
	return all, ctx.Err()
}

// proofOf makes a proof of a verdict. A stream that is relayed but cannot be
// shown here (codec, rare key pictures) counts as half a success: readers with
// another decoder have it.
func proofOf(v camera.Verdict, path string, at time.Time) sop.Proof {
	p := sop.Proof{
		Result: sop.Failure, At: at, Codec: v.Codec, Width: v.Width, Height: v.Height,
		FPS: v.FPS, Kbps: v.Kbps, FirstPicture: v.FirstPicture, Path: path, Cause: string(v.Cause),
		Measured: v.Measured, KeyInterval: v.KeyInterval, Jitter: v.Jitter, Lost: v.Lost, Received: v.Received,
	}
	switch {
	case v.OK:
		p.Result = sop.Success
	case v.Relayable:
		p.Result = sop.Partial
	}
	return p
}

// keepPicture stores a proof's picture as JPEG under its SHA-256.
func (c *core) keepPicture(picture *image.RGBA) (string, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: 88}); err != nil {
		return "", err
	}
	return c.store.PutBlob(b.Bytes())
}

// noteVerdict keeps codec and size on the camera's record when they were not
// known or have changed; measured rates alone are no reason for a write.
func (c *core) noteVerdict(cam db.Camera, v camera.Verdict) error {
	if v.Codec == "" || cam.Codec == v.Codec && cam.Width == v.Width && cam.Height == v.Height {
		return nil
	}
	return c.write("hasil-uji", "", time.Time{}, func(tx *db.Tx) error {
		now, err := tx.Cameras().Get(tx, cam.ID)
		if err != nil {
			return err
		}
		now.Codec, now.Width, now.Height, now.FPS, now.Kbps = v.Codec, v.Width, v.Height, v.FPS, v.Kbps
		return tx.Cameras().Put(tx, now.ID, now)
	})
}

// NoteProof notes the result of a camera's test in activity 5 of a request;
// the camera is tied to the request when it was not yet.
func (r *Cameras) NoteProof(requestID, cameraID ulid.ULID, proof sop.Proof) error {
	c := r.core
	return c.write(string(sop.ActProve), "", proof.At, func(tx *db.Tx) error {
		cam, err := tx.Cameras().Get(tx, cameraID)
		if err != nil {
			return err
		}
		req, err := tx.Requests().Get(tx, requestID)
		if err != nil {
			return err
		}
		req, err = c.attach(tx, req, cam)
		if err != nil {
			return err
		}
		req, err = c.applyTo(tx, req, sop.Act{Kind: sop.ActProve, Step: 5, At: proof.At, Camera: cam.ID, Proof: &proof})
		if err != nil {
			return err
		}
		return tx.Requests().Put(tx, req.ID, req)
	})
}

// Attach ties a camera to a request (ActAttach) and remembers it on the camera.
func (r *Cameras) Attach(requestID, cameraID ulid.ULID) error {
	c := r.core
	return c.write(string(sop.ActAttach), "", time.Time{}, func(tx *db.Tx) error {
		cam, err := tx.Cameras().Get(tx, cameraID)
		if err != nil {
			return err
		}
		req, err := tx.Requests().Get(tx, requestID)
		if err != nil {
			return err
		}
		if req, err = c.attach(tx, req, cam); err != nil {
			return err
		}
		if cam.RequestID != requestID {
			cam.RequestID = requestID
			if err := tx.Cameras().Put(tx, cam.ID, cam); err != nil {
				return err
			}
		}
		return tx.Requests().Put(tx, req.ID, req)
	})
}

func (c *core) attach(tx *db.Tx, req sop.Request, cam db.Camera) (sop.Request, error) {
	if slices.ContainsFunc(req.Cameras, func(ref sop.CameraRef) bool { return ref.CameraID == cam.ID }) {
		return req, nil
	}
	refs := append(slices.Clone(req.Cameras), sop.CameraRef{
		CameraID: cam.ID, Name: cam.Name, Site: cmp.Or(cam.Site, cam.Name),
	})
	return c.applyTo(tx, req, sop.Act{Kind: sop.ActAttach, Step: 5, Cameras: refs})
}

package desk

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"image/jpeg"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// proofMeasure is how long a proof watches before it states fps and bitrate:
// long enough for two key pictures four seconds apart.
const proofMeasure = 5 * time.Second

// Prove reads a published path back from the relay as any reader would, from
// dial to decoded picture, and keeps the picture. When the camera belongs to a
// request, the result is noted in its activity 5; a refusal of the procedure
// comes back beside the proof.
func (r *Cameras) Prove(ctx context.Context, id ulid.ULID, on func(camera.Hop)) (sop.Proof, *image.RGBA, error) {
	c := r.core
	var cam db.Camera
	err := c.store.Read(func(tx *db.Tx) (err error) {
		cam, err = tx.Cameras().Get(tx, id)
		return err
	})
	if err != nil {
		return sop.Proof{}, nil, err
	}
	if c.engine == nil {
		return sop.Proof{}, nil, ErrNoRelay
	}
	url, err := secret.ParseURL("rtsp://" + c.engine.Addr() + "/" + cam.Path)
	if err != nil {
		return sop.Proof{}, nil, err
	}
	v := r.ProbeURL(ctx, camera.Target{
		URL: url.WithLogin(c.proof.Name, c.proof.Password), Transport: "tcp", AllowBasic: true, Measure: proofMeasure,
	}, on)
	if err := ctx.Err(); err != nil {
		return sop.Proof{}, nil, err
	}
	proof := proofOf(v, cam.Path, c.now().UTC())
	if v.Picture != nil {
		if proof.Picture, err = c.keepPicture(v.Picture); err != nil {
			return proof, v.Picture, err
		}
	}
	if err := c.noteVerdict(cam, v); err != nil {
		return proof, v.Picture, err
	}
	if cam.RequestID != (ulid.ULID{}) {
		err = r.NoteProof(cam.RequestID, cam.ID, proof)
	}
	return proof, v.Picture, err
}

// proofOf makes a proof of a verdict. A stream that is relayed but cannot be
// shown here (codec, rare key pictures) counts as half a success: readers with
// another decoder have it.
func proofOf(v camera.Verdict, path string, at time.Time) sop.Proof {
	p := sop.Proof{
		Result: sop.Failure, At: at, Codec: v.Codec, Width: v.Width, Height: v.Height,
		FPS: v.FPS, Kbps: v.Kbps, FirstPicture: v.FirstPicture, Path: path, Cause: string(v.Cause),
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

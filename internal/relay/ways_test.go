package relay

import (
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// TestTransportThatWorkedBeforeIsBegunWith: told by whoever keeps it, a camera
// that takes UDP only is not asked for TCP at all; one that has changed its mind
// is found again, and the change feed tells which way it went.
func TestTransportThatWorkedBeforeIsBegunWith(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		spec        simcam.Spec
		record, way Transport
		want        Transport
	}{
		"takes UDP only":            {simcam.Spec{UDPOnly: true}, Auto, UDP, UDP},
		"takes UDP only, not known": {simcam.Spec{UDPOnly: true}, Auto, "", UDP},
		"takes both":                {simcam.Spec{}, Auto, UDP, UDP},
		"has to be TCP":             {simcam.Spec{}, TCP, UDP, TCP},
		"speaks TLS":                {simcam.Spec{TLS: true}, Auto, UDP, TCP},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := openEngine(t, Config{})
			r := record(t, "a", openCamera(t, tc.spec))
			r.Transport, r.Way.Transport = tc.record, tc.way
			changes := e.Subscribe()
			defer changes.Close()
			put(t, e, r)
			for {
				ch, err := changes.Next(deadline(t, 10*time.Second))
				if err != nil {
					t.Fatal(err)
				}
				if ch.To == Waiting {
					t.Errorf("an attempt failed: %v", ch.Fault)
				}
				if ch.To == Live {
					if ch.Way.Transport != tc.want || ch.Sub {
						t.Errorf("live by %q, sub %v", ch.Way.Transport, ch.Sub)
					}
					return
				}
			}
		})
	}

	// It was UDP once, and now only TCP is taken.
	p := openPuppet(t, puppetSDP(puppetH264), "tcp", func(l *puppetLine) {
		n := numbers{ssrc: 7}
		for l.wait(20 * time.Millisecond) {
			l.send(0, n.packet(true, 96, 0x65, 1, 2, 3))
			n.ts += 1800
		}
	})
	e := openEngine(t, Config{Limits: Limits{LoginEvery: 200 * time.Millisecond}})
	r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://"+p.addr+"/x"), Enabled: true, Way: Way{Transport: UDP}}
	put(t, e, r)
	if st := untilState(t, e, r.ID, Live, 8*time.Second); st.Transport != TCP {
		t.Errorf("live by %s", st.Transport)
	}
}

// TestDigestOfTheCamera: the login goes through by the digest that a camera
// offers; by the plain one at the second try where the strong one is wrong.
func TestDigestOfTheCamera(t *testing.T) {
	t.Parallel()
	for _, auth := range []string{"digest", "digest-256", "digest-both", "digest-wrong"} {
		t.Run(auth, func(t *testing.T) {
			t.Parallel()
			cam := openCamera(t, simcam.Spec{User: "pengamat", Password: "r4h@s!a", Auth: auth})
			e := openEngine(t, Config{Limits: Limits{LoginEvery: 200 * time.Millisecond}})
			r := record(t, "a", cam)
			put(t, e, r)
			untilState(t, e, r.ID, Live, 10*time.Second)
			mustView(t, address(e, "a")).untilPackets(10, 5*time.Second)
			r.URL = r.URL.WithLogin("pengamat", secret.NewText("lain"))
			put(t, e, r)
			if st := untilState(t, e, r.ID, Refused, 10*time.Second); st.Fault.Kind != FaultLogin || st.Attempt != 2 {
				t.Errorf("a wrong password: %+v", st)
			}
		})
	}
}

// TestDigestThatWorkedIsKept: a camera that computes the strong digest wrongly
// refuses one login, and none at a later session or a later start; one that was
// mended, or forgot its strong digest, is let in all the same.
func TestDigestThatWorkedIsKept(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		auth    string
		way     Way
		refused int // logins, before it is live
		plain   bool
	}{
		"wrong, not known":    {"digest-wrong", Way{}, 1, true},
		"wrong, known":        {"digest-wrong", Way{PlainDigest: true}, 0, true},
		"both":                {"digest-both", Way{}, 0, false},
		"mended":              {"digest-both", Way{PlainDigest: true}, 0, true},
		"by SHA-256 only now": {"digest-256", Way{PlainDigest: true}, 0, false},
		"by MD5 only now":     {"digest", Way{PlainDigest: true}, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cam := openCamera(t, simcam.Spec{User: "pengamat", Password: "r4h@s!a", Auth: tc.auth})
			e := openEngine(t, Config{Limits: Limits{LoginEvery: 200 * time.Millisecond}})
			changes := e.Subscribe()
			defer changes.Close()
			live := func() (ch Change, refused int) {
				for {
					var err error
					if ch, err = changes.Next(deadline(t, 10*time.Second)); err != nil {
						t.Fatal(err)
					}
					switch {
					case ch.To == Live:
						return ch, refused
					case ch.To == Waiting && ch.Fault.Kind == FaultLogin:
						refused++
					}
				}
			}
			r := record(t, "a", cam)
			r.Way = tc.way
			put(t, e, r)
			ch, refused := live()
			if ch.Way.PlainDigest != tc.plain || refused != tc.refused || status1(e, r.ID).PlainDigest != tc.plain {
				t.Errorf("plain %v after %d refused logins, want %v after %d", ch.Way.PlainDigest, refused, tc.plain, tc.refused)
			}
			cam.Stop()
			untilState(t, e, r.ID, Waiting, 5*time.Second)
			if err := cam.Start(); err != nil {
				t.Fatal(err)
			}
			if ch, refused = live(); refused != 0 || ch.Way.PlainDigest != tc.plain {
				t.Errorf("at its second session: plain %v after %d refused logins", ch.Way.PlainDigest, refused)
			}
		})
	}
}

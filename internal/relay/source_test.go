package relay

import (
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay/internal/rtpx"
	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

func TestReconnectEndsARefusal(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{User: "u", Password: "p"})
	if err := cam.Set(simcam.RefuseLogin); err != nil {
		t.Fatal(err)
	}
	e := openEngine(t, Config{})
	r := record(t, "a", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Refused, 15*time.Second)
	if _, err := view(t, address(e, "a")); err == nil {
		t.Fatal("there is nothing to describe")
	}
	if err := cam.Set(simcam.None); err != nil {
		t.Fatal(err)
	}
	pause(300 * time.Millisecond)
	if st := status1(e, r.ID); st.State != Refused {
		t.Fatal("a refusal ended by itself, or a reader ended it:", st.State)
	}
	e.Reconnect(r.ID)
	untilState(t, e, r.ID, Live, 5*time.Second)
	v := mustView(t, address(e, "a"))
	v.untilPackets(5, 5*time.Second)
	e.Reconnect(r.ID) // of a live one: it comes back, the reader stays
	until(t, "a second session", 5*time.Second, func() bool { return status1(e, r.ID).Reconnects == 1 })
	v.untilPackets(30, 8*time.Second)
	continuous(t, v.packets())
	e.Disconnect(e.Snapshot().Readers[0].ID)
	until(t, "the reader's end", 5*time.Second, v.over)
}

// TestReadersCauseNoLogins: readers that ask again and again for a camera which
// hangs in the middle of its answer do not hurry the next full attempt.
func TestReadersCauseNoLogins(t *testing.T) {
	t.Parallel()
	addr, dials := script(t, func(int, string) string { return "" })
	e := openEngine(t, Config{Limits: Limits{Attempt: 200 * time.Millisecond}})
	r := Camera{ID: ulid.Make(), Path: "a", URL: parse(t, "rtsp://u:p@"+addr+"/x"), Enabled: true}
	put(t, e, r)
	untilState(t, e, r.ID, Waiting, 5*time.Second)
	for range 60 {
		e.find("a").want()()
		pause(40 * time.Millisecond)
	}
	if n := dials.Load(); n != 1 {
		t.Errorf("%d attempts within three seconds", n)
	}
}

func TestOnDemandStartsWithItsReader(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{})
	e := openEngine(t, Config{Limits: Limits{Linger: 200 * time.Millisecond}})
	r := record(t, "a", cam)
	r.OnDemand = true
	put(t, e, r)
	for range 2 {
		v := mustView(t, address(e, "a"))
		v.untilPackets(20, 5*time.Second)
		firstIsKey(t, rtpx.H264, v.packets())
		v.client.Close()
		untilState(t, e, r.ID, Disabled, 5*time.Second)
	}
}

// TestOneDeadCameraDelaysNobody: a camera that answers nothing, on another port
// of the same host, holds neither another's attempt nor its readers.
func TestOneDeadCameraDelaysNobody(t *testing.T) {
	t.Parallel()
	dead, cam := openCamera(t, simcam.Spec{}), openCamera(t, simcam.Spec{})
	if err := dead.Set(simcam.Mute); err != nil {
		t.Fatal(err)
	}
	e := openEngine(t, Config{})
	for _, p := range []string{"x1", "x2", "x3"} {
		put(t, e, record(t, p, dead))
	}
	r := record(t, "a", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Live, 3*time.Second)
	untilGroup(t, e, "a", 1)
	waiting := dialRaw(t, e) // its DESCRIBE hangs
	_, _ = waiting.c.Write([]byte("DESCRIBE " + address(e, "x1") + " RTSP/1.0\r\nCSeq: 1\r\n\r\n"))
	start := time.Now()
	if res := dialRaw(t, e).do(base.Describe, address(e, "a")); res.StatusCode != base.StatusOK || time.Since(start) > 2*time.Second {
		t.Errorf("%d after %v", res.StatusCode, time.Since(start))
	}
}

package relay

import (
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v4/pkg/base"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// TestAskingWhileTheCameraIsAway: a reader gets an answer with its reason, or
// waits where the path, or its own address, says so: with the last description
// when there is one, else until there is one.
func TestAskingWhileTheCameraIsAway(t *testing.T) {
	t.Parallel()
	cam := openCamera(t, simcam.Spec{User: "u", Password: "p"})
	cam.Stop()
	e := openEngine(t, Config{Limits: Limits{DescribeWait: 200 * time.Millisecond}})
	r := record(t, "a", cam)
	put(t, e, r)
	untilState(t, e, r.ID, Waiting, 5*time.Second)
	url := address(e, "a")
	refused := func(url string, want FaultKind) {
		t.Helper()
		res := dialRaw(t, e).do(base.Describe, url)
		if res.StatusCode != base.StatusServiceUnavailable || len(res.Header[reasonHeader]) != 1 || want != "" && res.Header[reasonHeader][0] != string(want) {
			t.Errorf("%d, reason %v, want %s", res.StatusCode, res.Header[reasonHeader], want)
		}
	}
	refused(url, FaultPortClosed)

	r.Wait = true
	put(t, e, r) // touches nothing else
	answers := make(chan *base.Response, 2)
	var wg sync.WaitGroup
	defer wg.Wait()
	for _, asked := range []string{url, url + "/sub"} {
		c := dialRaw(t, e)
		wg.Go(func() {
			res, _ := c.try(base.Describe, asked)
			answers <- res
		})
	}
	if res := <-answers; res == nil || res.StatusCode != base.StatusNotFound {
		t.Error("there is no sub stream to wait for", res)
	}
	until(t, "somebody waits", 5*time.Second, func() bool { return e.find("a").wants.Load() == 1 })
	if err := cam.Start(); err != nil {
		t.Fatal(err)
	}
	if res := <-answers; res == nil || res.StatusCode != base.StatusOK || len(res.Body) == 0 {
		t.Fatal("it waited for nothing", res)
	}

	untilState(t, e, r.ID, Live, 5*time.Second)
	cam.Stop()
	untilState(t, e, r.ID, Waiting, 5*time.Second)
	v := mustView(t, url)
	if err := cam.Start(); err != nil {
		t.Fatal(err)
	}
	v.untilPackets(10, 8*time.Second)
	continuous(t, v.packets())

	r.Wait = false
	put(t, e, r)
	cam.Stop()
	untilState(t, e, r.ID, Waiting, 5*time.Second)
	refused(url, "")
	v = mustView(t, url+"?wait=1")
	if v.over() {
		t.Error("a patient reader was cut")
	}
	r.Enabled, r.Wait = false, true
	put(t, e, r)
	refused(url, "disabled")
}

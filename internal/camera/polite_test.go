package camera

import (
	"net"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
)

// crowd counts who is there at the same time. It keeps everybody until as many
// are there as may be, and then until nobody more has come for a moment.
type crowd struct {
	limit int
	mu    sync.Mutex
	here  int
	most  int
	ever  int
	open  chan struct{} // closed when those who wait may go
}

func newCrowd(limit int) *crowd { return &crowd{limit: limit, open: make(chan struct{})} }

func (c *crowd) come() {
	c.mu.Lock()
	c.here++
	c.ever++
	c.most = max(c.most, c.here)
	full, open := c.here == c.limit, c.open
	c.mu.Unlock()
	if full {
		time.AfterFunc(200*time.Millisecond, func() { c.let(open) })
	}
	<-open
}

func (c *crowd) let(open chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case <-open:
	default:
		close(open) // from now on nobody is kept
	}
}

func (c *crowd) gone() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.here--
}

// TestScan_knocks_at_64_at_once: 200 hosts answer nothing; never are more than
// 64 of them being asked, and as many are.
func TestScan_knocks_at_64_at_once(t *testing.T) {
	listener, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	there := newCrowd(scanAtOnce)
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				there.come()
				there.gone() // before the caller can know that it is over
				_ = conn.Close()
			})
		}
	})
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	r, err := ParseRange("127.0.0.1-200:" + port)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Scan(t.Context(), r, nil, nil); err != nil {
		t.Error(err)
	}
	_ = listener.Close()
	wg.Wait()
	if there.most != scanAtOnce || there.ever < 200 {
		t.Errorf("%d at once of %d", there.most, there.ever)
	}
}

// TestScan_asks_8_devices_at_once: a hundred hosts answer as web servers.
func TestScan_asks_8_devices_at_once(t *testing.T) {
	listener, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	there := newCrowd(talkAtOnce)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost { // the question about the clock; the other is RTSP's
			there.come()
			there.gone()
		}
		http.NotFound(w, r)
	})}
	var wg sync.WaitGroup
	wg.Go(func() { _ = server.Serve(listener) })
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	r, err := ParseRange("127.0.0.1-100:" + port)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := Scan(t.Context(), r, nil, nil); err != nil || len(found) != 0 {
		t.Error(found, err)
	}
	_ = server.Close()
	wg.Wait()
	if there.most != talkAtOnce || there.ever != 100 {
		t.Errorf("%d at once of %d", there.most, there.ever)
	}
}

// TestDiscover_stays_small_in_a_flood: ten thousand answers.
func TestDiscover_stays_small_in_a_flood(t *testing.T) {
	street, networks := openStreet(t)
	if err := street.Set(simcam.StreetFlood); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	found, err := Discover(t.Context(), networks, nil)
	if err != nil || len(found) != maxFound {
		t.Errorf("%d found, %v", len(found), err)
	}
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapInuse) - int64(before.HeapInuse); grown > 16<<20 {
		t.Errorf("%d MiB in use", grown>>20)
	}
}

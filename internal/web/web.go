// Package web is the status server: a door that can only look. It answers
// GET /healthz, /v1/cameras, /v1/wall and /metrics for monitoring and for scripts, on
// loopback unless told otherwise, and shows neither address nor login of a
// camera: what it is not given it cannot tell.
//
// Open gives a running server or nothing; Close ends it and waits.
package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Why a server could not be opened.
var (
	ErrAddress = errors.New("web: not an address to listen on")
	ErrBusy    = errors.New("web: the port is in use")
	ErrDenied  = errors.New("web: listening is not permitted")
)

// Looker answers the two questions the status server asks.
type Looker interface {
	Healthy() error    // nil while store and engine run
	Cameras() []Camera // as they stand now; the slice is the server's to keep
}

// Sender is a Looker that also knows how much went out to readers, and how long
// their requests took.
type Sender interface {
	BytesOut() uint64
	Answers() Answers
}

// Answers says how many requests took at most so many seconds, how many there
// were, and how many seconds they took together.
type Answers struct {
	Within map[float64]uint64
	All    uint64
	Sum    float64
}

// Decoded is a Looker that also knows how many pictures were decoded by path.
type Decoded interface{ DecodedFrames() map[string]uint64 }

// Camera is what may be known about one camera from outside.
type Camera struct {
	ID, Name, Path string
	State          string
	Since          time.Time
	Reason         string
	Codec, Audio   string
	Width, Height  int
	FPS, Kbps      float64
	PacketsLost    uint64
	Readers        int
	Reconnects     int
	LastPicture    time.Time
	Bytes          uint64 // received, for /metrics
}

// Config is what a server needs.
type Config struct {
	Addr     string // host:port; without a host, loopback
	Looker   Looker
	Log      *slog.Logger
	Wall     func() Wall          // what stands on the video wall; nil without a window
	Waits    *Waits               // how long the window lets posts wait; nil without a window
	Registry *prometheus.Registry // nil = its own
}

// Server is a running status server.
type Server struct {
	looker Looker
	log    *slog.Logger
	http   *http.Server
	ln     net.Listener
	wg     sync.WaitGroup
	once   sync.Once
}

// Open listens and serves until Close.
func Open(c Config) (*Server, error) {
	addr, err := listenAddr(c.Addr)
	if err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{looker: c.Looker, log: c.Log}
	handler, err := s.handler(c)
	if err != nil {
		return nil, err
	}
	if s.ln, err = net.Listen("tcp", addr); err != nil {
		return nil, listenError(err)
	}
	s.http = &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       5 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       30 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(c.Log.Handler(), slog.LevelDebug),
	}
	s.wg.Go(func() {
		if err := s.http.Serve(s.ln); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("status server ended", "err", err)
		}
	})
	s.log.Info("status server listens", "addr", s.Addr())
	return s, nil
}

// listenAddr fills in loopback where no host was said.
func listenAddr(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		host, port, err = net.SplitHostPort(":" + addr) // a port alone
	}
	if err != nil {
		return "", ErrAddress
	}
	if _, err := net.LookupPort("tcp", port); err != nil || port == "" {
		return "", ErrAddress
	}
	if host == "" {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}

// listenError makes a kind of what the system said.
func listenError(err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%w: %w", ErrBusy, err)
	case errors.Is(err, syscall.EACCES), errors.Is(err, syscall.EPERM):
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return fmt.Errorf("%w: %w", ErrAddress, err)
}

// Addr is where the server listens, with the port it got.
func (s *Server) Addr() string { return s.ln.Addr().String() }

// Close ends the server: answers under way get two seconds. It may be called
// twice.
func (s *Server) Close() error {
	var err error
	s.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		if err = s.http.Shutdown(ctx); err != nil {
			err = s.http.Close()
		}
	})
	s.wg.Wait()
	return err
}

// handler lays out the addresses.
func (s *Server) handler(c Config) (http.Handler, error) {
	registry := c.Registry
	if registry == nil {
		registry = prometheus.NewRegistry()
	}
	if err := register(registry, c); err != nil {
		return nil, fmt.Errorf("web: metrics: %w", err)
	}
	metrics := promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, MaxRequestsInFlight: 4, Timeout: 10 * time.Second,
	})
	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", s.health)
	mux.HandleFunc("/v1/cameras", s.cameras)
	mux.Handle("/metrics", metrics)
	if c.Wall != nil {
		mux.HandleFunc("/v1/wall", s.wall(c.Wall))
	}
	return onlyLooking(mux), nil
}

// onlyLooking lets GET pass and nothing else.
func onlyLooking(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		if r.Method != http.MethodGet {
			w.Header().Set("Allow", http.MethodGet)
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err := s.looker.Healthy(); err != nil {
		// The reason goes to the log: an error's text is not for strangers.
		s.log.Warn("not healthy", "err", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte("unhealthy\n"))
		return
	}
	_, _ = w.Write([]byte("ok\n"))
}

// cameraJSON is the contract of /v1/cameras.
type cameraJSON struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Path        string     `json:"path"`
	State       string     `json:"state"`
	Since       *time.Time `json:"since"`
	Reason      string     `json:"reason"`
	Codec       string     `json:"codec"`
	Audio       string     `json:"audio"`
	Width       int        `json:"width"`
	Height      int        `json:"height"`
	FPS         float64    `json:"fps"`
	Kbps        float64    `json:"kbps"`
	PacketsLost uint64     `json:"packets_lost"`
	Readers     int        `json:"readers"`
	Reconnects  int        `json:"reconnects"`
	LastPicture *time.Time `json:"last_picture"`
}

func (s *Server) cameras(w http.ResponseWriter, _ *http.Request) {
	out := []cameraJSON{}
	for _, c := range s.looker.Cameras() {
		out = append(out, cameraJSON{
			ID: c.ID, Name: c.Name, Path: c.Path, State: c.State, Since: moment(c.Since), Reason: c.Reason,
			Codec: c.Codec, Audio: c.Audio, Width: c.Width, Height: c.Height, FPS: finite(c.FPS), Kbps: finite(c.Kbps),
			PacketsLost: c.PacketsLost, Readers: c.Readers, Reconnects: c.Reconnects, LastPicture: moment(c.LastPicture),
		})
	}
	body, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		s.log.Error("cameras as json", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(append(body, '\n'))
}

// moment is a time in UTC, null when there is none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

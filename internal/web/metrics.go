package web

import (
	"math"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Waits counts how long posts to the window waited for their turn. It is the
// one thing that is measured where it happens and not asked for.
type Waits struct{ histogram prometheus.Histogram }

// NewWaits returns an empty count.
func NewWaits() *Waits {
	return &Waits{prometheus.NewHistogram(prometheus.HistogramOpts{
		Name:    "cctvdesk_ui_do_wait_seconds",
		Help:    "Time a function posted to the window waited until it ran.",
		Buckets: []float64{.001, .005, .01, .02, .05, .1, .25, .5, 1, 2.5},
	})}
}

// Observe notes one wait.
func (w *Waits) Observe(d time.Duration) { w.histogram.Observe(d.Seconds()) }

// register fills a registry: our cameras, the window's waits, the Go runtime.
func register(r *prometheus.Registry, c Config) error {
	all := []prometheus.Collector{
		newCameraMetrics(c.Looker),
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	}
	if c.Waits != nil {
		all = append(all, c.Waits.histogram)
	}
	for _, m := range all {
		if err := r.Register(m); err != nil {
			return err
		}
	}
	return nil
}

// cameraMetrics asks the looker anew at each scrape, so that a camera that was
// removed leaves no series behind.
type cameraMetrics struct {
	looker                           Looker
	up, bytes, lost, reconnects, fps *prometheus.Desc
	readers, sent, answers, decoded  *prometheus.Desc
}

func newCameraMetrics(l Looker) *cameraMetrics {
	of := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("cctvdesk_"+name, help, labels, nil)
	}
	return &cameraMetrics{
		looker:     l,
		up:         of("camera_up", "1 while the camera is live.", "path"),
		bytes:      of("camera_bytes_total", "Bytes received from the camera.", "path"),
		lost:       of("camera_packets_lost_total", "RTP packets lost on the way from the camera.", "path"),
		reconnects: of("camera_reconnects_total", "Connections made to the camera again.", "path"),
		fps:        of("camera_frames_per_second", "Pictures a second from the camera.", "path"),
		readers:    of("readers", "Readers connected now.", "path"),
		sent:       of("reader_bytes_total", "Bytes sent to readers."),
		answers:    of("reader_answer_seconds", "Time from a reader's request to its answer, without waiting for a camera."),
		decoded:    of("decode_frames_total", "Pictures decoded for the window.", "path"),
	}
}

// Describe implements prometheus.Collector.
func (m *cameraMetrics) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{m.up, m.bytes, m.lost, m.reconnects, m.fps, m.readers, m.sent, m.answers, m.decoded} {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (m *cameraMetrics) Collect(out chan<- prometheus.Metric) {
	put := func(d *prometheus.Desc, kind prometheus.ValueType, v float64, labels ...string) {
		if metric, err := prometheus.NewConstMetric(d, kind, v, labels...); err == nil {
			out <- metric
		}
	}
	seen := map[string]bool{} // two series of one path would spoil the whole scrape
	for _, c := range m.looker.Cameras() {
		if seen[c.Path] {
			continue
		}
		seen[c.Path] = true
		up := 0.0
		if c.State == "live" {
			up = 1
		}
		put(m.up, prometheus.GaugeValue, up, c.Path)
		put(m.bytes, prometheus.CounterValue, float64(c.Bytes), c.Path)
		put(m.lost, prometheus.CounterValue, float64(c.PacketsLost), c.Path)
		put(m.reconnects, prometheus.CounterValue, float64(c.Reconnects), c.Path)
		put(m.fps, prometheus.GaugeValue, finite(c.FPS), c.Path)
		put(m.readers, prometheus.GaugeValue, float64(c.Readers), c.Path)
	}
	if s, ok := m.looker.(Sender); ok {
		put(m.sent, prometheus.CounterValue, float64(s.BytesOut()))
		all := s.Answers()
		if h, err := prometheus.NewConstHistogram(m.answers, all.All, all.Sum, all.Within); err == nil {
			out <- h
		}
	}
	if d, ok := m.looker.(Decoded); ok {
		for path, n := range d.DecodedFrames() {
			put(m.decoded, prometheus.CounterValue, float64(n), path)
		}
	}
}

// finite keeps a division by nothing out of JSON, which has no word for it.
func finite(f float64) float64 {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return f
}

package simcam

import (
	"context"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// BenchmarkCity_for_a_second says what eight cameras cost of which each stream
// is read by somebody else's process; cpu-% is of one processor.
func BenchmarkCity_for_a_second(b *testing.B) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		b.Skip("ffmpeg is not installed: nobody to read (apt-get install ffmpeg)")
	}
	ctx, stop := context.WithCancel(context.Background())
	b.Cleanup(stop)
	for _, spec := range City() {
		cam, err := Open(spec, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(cam.Close)
		for _, address := range []string{cam.URL(), cam.SubURL()} {
			reader := exec.CommandContext(ctx, "ffmpeg", "-v", "quiet", "-rtsp_transport", "tcp",
				"-i", withLogin(cam, address), "-c", "copy", "-f", "null", "-")
			if err := reader.Start(); err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() {
				stop()
				_ = reader.Wait() // killed
			})
		}
	}
	<-time.After(4 * time.Second) // until all have found out what they read
	before, begin := processorTime(b), time.Now()
	for b.Loop() {
		<-time.After(time.Second)
	}
	b.ReportMetric(100*float64(processorTime(b)-before)/float64(time.Since(begin)), "cpu-%")
}

func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

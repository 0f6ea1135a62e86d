// Command benchrelay is the engine alone, for the neutral bench: it pulls
// rtsp://127.0.0.1:(base+n)/x and serves it as /camNN, as bench/plain does.
//
//	benchrelay -cams 16 -base 20000 -addr 127.0.0.1:8554
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"runtime/pprof"
	"syscall"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/secret"
)

func main() {
	cams := flag.Int("cams", 16, "cameras")
	first := flag.Int("base", 20000, "port of camera 0")
	addr := flag.String("addr", "127.0.0.1:8554", "listen here")
	transport := flag.String("transport", "tcp", "auto, tcp or udp")
	profile := flag.String("cpuprofile", "", "write a CPU profile here")
	flag.Parse()
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			log.Fatal(err)
		}
		defer f.Close()
		if err = pprof.StartCPUProfile(f); err != nil {
			log.Fatal(err)
		}
		defer pprof.StopCPUProfile()
	}
	e, err := relay.Open(relay.Config{Listen: *addr, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		log.Fatal(err)
	}
	for n := range *cams {
		u, err := secret.ParseURL(fmt.Sprintf("rtsp://127.0.0.1:%d/x", *first+n))
		if err != nil {
			log.Fatal(err)
		}
		name := fmt.Sprintf("cam%02d", n)
		if err = e.Put(relay.Camera{
			ID: ulid.Make(), Name: name, Path: name, URL: u,
			Transport: relay.Transport(*transport), Enabled: true,
		}); err != nil {
			log.Fatal(err)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	<-ctx.Done()
	if err = e.Close(); err != nil {
		log.Fatal(err)
	}
}

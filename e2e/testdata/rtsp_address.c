/* Debian builds VLC without its own RTSP client (live555), but with the
 * libavformat demuxer, which has one. This module lets VLC reach it: it opens
 * any rtsp address, says that it is live, and leaves the connection to
 * libavformat (vlc --demux avformat --avformat-format rtsp). */
#define MODULE_STRING "rtsp_address"
#define __PLUGIN__
#include <string.h>
#include <vlc_common.h>
#include <vlc_plugin.h>
#include <vlc_access.h>

/* VLC looks at a first few bytes before it asks any demuxer. */
static ssize_t Read(stream_t *s, void *to, size_t n)
{
    size_t *left = (size_t *)s->p_sys;
    if (n > *left)
        n = *left;
    memset(to, 0, n);
    *left -= n;
    return n;
}

static int Control(stream_t *s, int query, va_list args)
{
    switch (query) {
    case STREAM_CAN_SEEK:
    case STREAM_CAN_FASTSEEK:
    case STREAM_CAN_PAUSE:
    case STREAM_CAN_CONTROL_PACE:
        *va_arg(args, bool *) = false;
        return VLC_SUCCESS;
    case STREAM_GET_PTS_DELAY:
        *va_arg(args, int64_t *) = INT64_C(1000) * var_InheritInteger(s, "network-caching");
        return VLC_SUCCESS;
    }
    return VLC_EGENERIC;
}

static int Open(vlc_object_t *o)
{
    stream_t *s = (stream_t *)o;
    size_t *left = malloc(sizeof *left);
    if (!left)
        return VLC_ENOMEM;
    *left = 4096;
    s->p_sys = (void *)left;
    s->pf_read = Read;
    s->pf_control = Control;
    return VLC_SUCCESS;
}

static void Close(vlc_object_t *o) { free(((stream_t *)o)->p_sys); }

vlc_module_begin()
    set_shortname("rtsp address")
    set_description("hands an rtsp address on to libavformat")
    set_capability("access", 300)
    add_shortcut("rtsp")
    set_callbacks(Open, Close)
vlc_module_end()

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "window-meter.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/*
 * Measures a window from inside. After the first frame it writes
 *
 *     first-frame NOW CPU
 *
 * and then answers commands:
 *
 *     do …             whatever the program's own command does, then waits until the window
 *                      is at rest:  done LAST-FRAME BLOCKED BLOCKED-CPU FRAMES WORST-FRAME CPU
 *     scroll AXIS N    scrolls the largest area by N frames, as far as it goes and back:
 *                      scrolled FRAMES SECONDS WORST-FRAME BLOCKED CPU
 *     close            closes the window
 *
 * Times are milliseconds, but for NOW, which is that of the monotonic clock in µs. BLOCKED is
 * the longest time for which the main loop did nothing else; a timer of high priority that is
 * due every few milliseconds sees it.
 */

#define TICK_MS  4
#define REST_MS  350
#define STEP     64.0   /* pixels a frame */

typedef struct
{
  GtkApplication *application;
  GtkWindow      *window;
  MeterCommand    command;
  MeterBusy       busy;
  gboolean        is_shown;

  /* since the last reset */
  gint64          began;
  gint64          began_cpu;
  gint64          last_tick;
  gint64          last_tick_cpu;
  gint64          blocked;
  gint64          blocked_cpu;
  gint64          frame_began;
  gint64          last_frame;
  gint64          worst_frame;
  guint           n_frames;

  guint           rest_id;
  gint64          rest_cpu;

  GtkAdjustment  *adjustment;
  guint           n_wanted;
  double          step;
} Meter;

static Meter meter;

static gint64
read_clock (clockid_t clock)
{
  struct timespec spec;

  clock_gettime (clock, &spec);

  return (gint64) spec.tv_sec * G_USEC_PER_SEC + spec.tv_nsec / 1000;
}

static void
reset (void)
{
  meter.began = meter.last_tick = meter.last_frame = g_get_monotonic_time ();
  meter.began_cpu = read_clock (CLOCK_PROCESS_CPUTIME_ID);
  meter.last_tick_cpu = read_clock (CLOCK_THREAD_CPUTIME_ID);
  meter.blocked = meter.blocked_cpu = meter.worst_frame = 0;
  meter.n_frames = 0;
}

static gboolean
tick_cb (gpointer data)
{
  gint64 now = g_get_monotonic_time ();
  gint64 cpu = read_clock (CLOCK_THREAD_CPUTIME_ID);

  meter.blocked = MAX (meter.blocked, now - meter.last_tick - TICK_MS * 1000);
  meter.blocked_cpu = MAX (meter.blocked_cpu, cpu - meter.last_tick_cpu);
  meter.last_tick = now;
  meter.last_tick_cpu = cpu;

  return G_SOURCE_CONTINUE;
}

static void
before_paint_cb (GdkFrameClock *clock)
{
  meter.frame_began = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock)
{
  gint64 now = g_get_monotonic_time ();

  if (!meter.is_shown)
    {
      meter.is_shown = TRUE;
      printf ("first-frame %" G_GINT64_FORMAT " %.1f\n", now, read_clock (CLOCK_PROCESS_CPUTIME_ID) / 1000.0);
      fflush (stdout);
    }

  meter.last_frame = now;
  meter.worst_frame = MAX (meter.worst_frame, now - meter.frame_began);
  meter.n_frames++;
}

static void
map_cb (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  if (meter.window != NULL)
    return;

  meter.window = window;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &meter.window);
  g_signal_connect (window, "map", G_CALLBACK (map_cb), NULL);
}

/* At rest: no frame for a while, and nobody has worked. */
static gboolean
rest_cb (gpointer data)
{
  gint64 cpu = read_clock (CLOCK_PROCESS_CPUTIME_ID);
  gint64 used = cpu - meter.rest_cpu;

  meter.rest_cpu = cpu;
  if (meter.busy != NULL && meter.window != NULL && meter.busy (meter.window))
    return G_SOURCE_CONTINUE;
  if (used > 15000 || g_get_monotonic_time () - meter.last_frame < REST_MS * 1000)
    return G_SOURCE_CONTINUE;

  printf ("done %.1f %.1f %.1f %u %.1f %.1f\n", (meter.last_frame - meter.began) / 1000.0,
          meter.blocked / 1000.0, meter.blocked_cpu / 1000.0, meter.n_frames,
          meter.worst_frame / 1000.0, (cpu - meter.began_cpu) / 1000.0);
  fflush (stdout);
  meter.rest_id = 0;

  return G_SOURCE_REMOVE;
}

/* The area below @widget that has most to scroll. */
static void
find_largest (GtkWidget      *widget,
              GtkOrientation  orientation,
              GtkAdjustment **largest)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  double most = 0;

  g_ptr_array_add (open, widget);
  while (open->len > 0)
    {
      GtkWidget *each = g_ptr_array_steal_index_fast (open, open->len - 1);

      if (!gtk_widget_get_mapped (each))
        continue;
      if (GTK_IS_SCROLLED_WINDOW (each))
        {
          GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (each);
          GtkAdjustment *adjustment = orientation == GTK_ORIENTATION_VERTICAL
                                        ? gtk_scrolled_window_get_vadjustment (scrolled)
                                        : gtk_scrolled_window_get_hadjustment (scrolled);
          /* Of two areas the one with the larger view: the text, not the list beside it. */
          double room = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
          double size = room > 1 ? (double) gtk_widget_get_width (each) * gtk_widget_get_height (each) : 0;

          if (size > most)
            {
              most = size;
              *largest = adjustment;
            }
        }
      for (GtkWidget *child = gtk_widget_get_first_child (each); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_ptr_array_add (open, child);
    }
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  double low = gtk_adjustment_get_lower (meter.adjustment);
  double high = gtk_adjustment_get_upper (meter.adjustment) - gtk_adjustment_get_page_size (meter.adjustment);
  double value = gtk_adjustment_get_value (meter.adjustment) + meter.step;

  if (meter.n_wanted-- == 0)
    {
      printf ("scrolled %u %.3f %.1f %.1f %.1f\n", meter.n_frames,
              (meter.last_frame - meter.began) / 1e6, meter.worst_frame / 1000.0, meter.blocked / 1000.0,
              (read_clock (CLOCK_PROCESS_CPUTIME_ID) - meter.began_cpu) / 1000.0);
      fflush (stdout);
      return G_SOURCE_REMOVE;
    }

  if (value > high || value < low)
    meter.step = -meter.step;
  gtk_adjustment_set_value (meter.adjustment, CLAMP (value, low, high));

  return G_SOURCE_CONTINUE;
}

static void
begin_scroll (const char *axis,
              guint       n)
{
  meter.adjustment = NULL;
  meter.n_wanted = n;
  meter.step = STEP;
  find_largest (GTK_WIDGET (meter.window),
                *axis == 'h' ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, &meter.adjustment);
  if (meter.adjustment == NULL)
    {
      printf ("nothing to scroll\n");
      fflush (stdout);
      return;
    }

  reset ();
  gtk_widget_add_tick_callback (GTK_WIDGET (meter.window), scroll_cb, NULL, NULL);
}

static gboolean
command_cb (GIOChannel   *channel,
            GIOCondition  condition,
            gpointer      data)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    {
      if (meter.window != NULL)
        gtk_window_close (meter.window);
      return G_SOURCE_REMOVE;
    }

  words = g_strsplit (g_strstrip (line), " ", -1);
  if (meter.window == NULL)
    return G_SOURCE_CONTINUE;

  if (g_str_equal (words[0], "close"))
    {
      gtk_window_close (meter.window);
    }
  else if (g_str_equal (words[0], "scroll") && g_strv_length (words) == 3)
    {
      begin_scroll (words[1], (guint) g_ascii_strtoull (words[2], NULL, 10));
    }
  else if (g_str_equal (words[0], "do"))
    {
      reset ();
      if (words[1] != NULL && (meter.command == NULL ||
                               !meter.command (meter.window, words + 1, g_strv_length (words + 1))))
        {
          printf ("unknown\n");
          fflush (stdout);
          return G_SOURCE_CONTINUE;
        }
      meter.rest_cpu = read_clock (CLOCK_PROCESS_CPUTIME_ID);
      meter.rest_id = g_timeout_add (REST_MS / 2, rest_cb, NULL);
    }

  return G_SOURCE_CONTINUE;
}

static void
startup_cb (GtkApplication *application)
{
  /* A cursor that blinks is a window that is never at rest. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
}

int
meter_run (GtkApplication  *application,
           MeterCommand     command,
           MeterBusy        busy,
           int              argc,
           char           **argv)
{
  GIOChannel *commands = g_io_channel_unix_new (STDIN_FILENO);
  int status;

  meter.application = application;
  meter.command = command;
  meter.busy = busy;
  reset ();
  g_timeout_add_full (G_PRIORITY_HIGH, TICK_MS, tick_cb, NULL, NULL);
  g_io_add_watch (commands, G_IO_IN | G_IO_HUP, command_cb, NULL);
  g_io_channel_unref (commands);
  g_signal_connect (application, "startup", G_CALLBACK (startup_cb), NULL);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);

  status = g_application_run (G_APPLICATION (application), argc, argv);

  return status;
}

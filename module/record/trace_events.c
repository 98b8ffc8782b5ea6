// SPDX-License-Identifier: GPL-2.0
/* The trace events themselves, and the words that they use. */
#include <linux/string.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "uapi/words.h"

static const char * const cause_words[] = { LC_CAUSES(LC_WORD) };
static const char * const origin_words[] = { LC_ORIGINS(LC_WORD) };
static const char * const reap_words[] = { LC_REAPS(LC_WORD) };

#define CREATE_TRACE_POINTS
#include "record/trace_events.h"

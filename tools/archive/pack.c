// SPDX-License-Identifier: GPL-2.0
/* Compressed tables, by libzstd. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include <zstd.h>

#include "archive/disk.h"
#include "archive/pack.h"

/* Fast; rows resemble each other, so a higher level gains little. */
#define LEVEL	3

/**
 * lct_unpack() - parse a compressed table
 * @t:	the table, which gains its rows
 * @fd:	the compressed file
 *
 * Return: 0, -EBADMSG if the file is damaged or its end is missing, or a negative errno.
 */
int lct_unpack(struct lct_table *t, int fd)
{
	const size_t in_room = ZSTD_DStreamInSize(), out_room = ZSTD_DStreamOutSize();
	char *in_data = malloc(in_room), *out_data = malloc(out_room);
	ZSTD_DStream *stream = ZSTD_createDStream();
	size_t left = 1;
	ssize_t n = 0;
	int ret = in_data && out_data && stream ? 0 : -ENOMEM;

	while (!ret && (n = read(fd, in_data, in_room)) > 0) {
		ZSTD_inBuffer in = { in_data, n, 0 };

		while (!ret && in.pos < in.size) {
			ZSTD_outBuffer out = { out_data, out_room, 0 };

			left = ZSTD_decompressStream(stream, &out, &in);
			ret = ZSTD_isError(left) ? -EBADMSG :
			      lct_table_parse(t, out_data, out.pos);
		}
	}
	if (!ret && n < 0)
		ret = -errno;
	if (!ret && left)
		ret = -EBADMSG;
	ZSTD_freeDStream(stream);
	free(out_data);
	free(in_data);
	return ret;
}

/* Compress one buffer, or write the end if it is empty. */
static int put(ZSTD_CCtx *context, ZSTD_inBuffer *in, ZSTD_outBuffer *out, int to, off_t *at)
{
	const ZSTD_EndDirective what = in->size ? ZSTD_e_continue : ZSTD_e_end;
	size_t left;
	int ret;

	do {
		out->pos = 0;
		left = ZSTD_compressStream2(context, out, in, what);
		if (ZSTD_isError(left))
			return -EIO;
		ret = lct_disk_write(to, out->dst, out->pos, *at);
		if (ret)
			return ret;
		*at += out->pos;
	} while (in->size ? in->pos < in->size : left);
	return 0;
}

/**
 * lct_pack() - compress a file
 * @from:	the file
 * @to:		the compressed file
 *
 * Return: 0, or a negative errno.
 */
int lct_pack(int from, int to)
{
	const size_t in_room = ZSTD_CStreamInSize(), out_room = ZSTD_CStreamOutSize();
	char *in_data = malloc(in_room), *out_data = malloc(out_room);
	ZSTD_CCtx *context = ZSTD_createCCtx();
	ZSTD_outBuffer out = { out_data, out_room, 0 };
	int ret = in_data && out_data && context ? 0 : -ENOMEM;
	ssize_t n = 1;
	off_t at = 0;

	if (!ret) {
		ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL);
		ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
	}
	while (!ret && n > 0) {
		n = read(from, in_data, in_room);
		ZSTD_inBuffer in = { in_data, n > 0 ? n : 0, 0 };

		ret = n < 0 ? -errno : put(context, &in, &out, to, &at);
	}
	ZSTD_freeCCtx(context);
	free(out_data);
	free(in_data);
	return ret;
}

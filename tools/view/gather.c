// SPDX-License-Identifier: GPL-2.0
/*
 * Many tasks that are alike as one row of a tree. Tasks are alike if they have the same parent, or
 * parents that have been gathered, the same name and end, and children of the same kinds.
 */
#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "task/value.h"
#include "view/gather.h"

/* So many are gathered; fewer are printed one by one. */
#define MANY	4
#define NONE	((size_t)-1)

/**
 * struct kind - tasks that are alike, wherever they are in the tree
 * @key:	their name and end, and the numbers of the kinds of their children
 * @nr:		number of the kind
 */
struct kind {
	char *key;
	size_t nr;
};

/* A row: its first child and its next sibling, NONE at the ends; and its kind */
struct node {
	size_t child, sibling, kind;
};

/**
 * struct pool - children of one row
 * @begin, @end: their places in the order
 * @parent:	the row
 */
struct pool {
	size_t begin, end;
	ssize_t parent;
};

/**
 * struct gather - the state while rows are gathered; an array has an element for each row
 * @in:		the rows
 * @node:	the rows as a tree
 * @kinds:	the kinds by their keys, @nkinds of them
 * @count:	number of rows of each kind in a pool
 * @order:	the rows in the order in which they are visited, @norder of them
 * @pool:	the pools in the same order, @npools of them
 * @out:	the result, of which @ntasks tasks are used
 */
struct gather {
	const struct lct_rows *in;
	struct node *node;
	void *kinds;
	size_t nkinds;
	size_t *count;
	size_t *order, norder;
	struct pool *pool;
	size_t npools;
	struct lct_gathered *out;
	size_t ntasks;
};

static int compare_kinds(const void *a, const void *b)
{
	return strcmp(((const struct kind *)a)->key, ((const struct kind *)b)->key);
}

static void free_kind(void *kind)
{
	free(((struct kind *)kind)->key);
	free(kind);
}

static int compare_sizes(const void *a, const void *b)
{
	const size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

/* The number of the kind that has this key, which is freed or kept; NONE if out of memory. */
static size_t number_kind(struct gather *g, char *key)
{
	const struct kind wanted = { .key = key };
	struct kind *kind, **found = tfind(&wanted, &g->kinds, compare_kinds);

	kind = found ? NULL : malloc(sizeof(*kind));
	if (kind) {
		*kind = (struct kind){ .key = key, .nr = g->nkinds };
		if (tsearch(kind, &g->kinds, compare_kinds))
			return g->nkinds++;
	}
	free(kind);
	free(key);
	return found ? (*found)->nr : NONE;
}

/* In the room of the order, which is made later. */
static size_t child_kinds(struct gather *g, size_t row)
{
	size_t *kinds = g->order;
	size_t i, n = 0, unique = 0;

	for (i = g->node[row].child; i != NONE; i = g->node[i].sibling)
		kinds[n++] = g->node[i].kind;
	qsort(kinds, n, sizeof(*kinds), compare_sizes);
	for (i = 0; i < n; i++)
		if (!i || kinds[i] != kinds[i - 1])
			kinds[unique++] = kinds[i];
	return unique;
}

static char *make_key(struct gather *g, size_t row, const struct lct_view *view)
{
	static const enum lct_column_id same[] = {
		LCT_COLUMN_comm, LCT_COLUMN_state, LCT_COLUMN_cause, LCT_COLUMN_exit,
		LCT_COLUMN_killer,
	};
	const struct lct_task *task = g->in->row[row].task;
	char text[2 * LCT_CELL_ESCAPED], *key = NULL;
	size_t i, n, size;
	FILE *out = open_memstream(&key, &size);

	if (!out)
		return NULL;
	fprintf(out, "%d\n", lct_task_is_leader(task));
	for (i = 0; i < sizeof(same) / sizeof(*same); i++) {
		lct_value_format(same[i], LCT_FORM_HUMAN, task, view, text, sizeof(text));
		fprintf(out, "%s\n", text);
	}
	n = child_kinds(g, row);
	for (i = 0; i < n; i++)
		fprintf(out, "%zu\n", g->order[i]);
	if (!fclose(out))
		return key;
	free(key);
	return NULL;
}

/* From the last row to the first: children before their parents. */
static int find_kinds(struct gather *g, const struct lct_view *view)
{
	size_t i;
	char *key;

	for (i = g->in->nr; i-- > 0;) {
		const ssize_t parent = g->in->row[i].parent;

		key = make_key(g, i, view);
		g->node[i].kind = key ? number_kind(g, key) : NONE;
		if (g->node[i].kind == NONE)
			return -ENOMEM;
		if (parent < 0)
			continue;
		g->node[i].sibling = g->node[parent].child;
		g->node[parent].child = i;
	}
	return 0;
}

/* The children of a row become part of the pool that is being made. */
static void add_children(struct gather *g, size_t row)
{
	size_t i;

	for (i = g->node[row].child; i != NONE; i = g->node[i].sibling)
		g->order[g->norder++] = i;
}

/* One row for the rest of a pool that is of the kind of its first row, or for that alone. */
static void add_row(struct gather *g, const struct pool *pool, size_t first)
{
	const size_t kind = g->node[g->order[first]].kind, begin = g->norder;
	struct lct_rows *out = &g->out->rows;
	struct lct_row *row = &out->row[out->nr];
	size_t i, end = g->count[kind] < MANY ? first + 1 : pool->end;

	*row = (struct lct_row){
		.task = g->in->row[g->order[first]].task, .parent = pool->parent,
		.alike = g->count[kind] < MANY ? NULL : g->out->tasks + g->ntasks,
	};
	for (i = first; i < end; i++) {
		if (g->node[g->order[i]].kind != kind)
			continue;
		if (row->alike)
			row->alike[row->nalike++] = g->in->row[g->order[i]].task;
		add_children(g, g->order[i]);
	}
	g->ntasks += row->nalike;
	if (g->norder > begin)
		g->pool[g->npools++] = (struct pool){
			.begin = begin, .end = g->norder, .parent = out->nr };
	out->nr++;
}

static void add_pool(struct gather *g, const struct pool *pool)
{
	size_t i;

	for (i = pool->begin; i < pool->end; i++)
		g->count[g->node[g->order[i]].kind]++;
	for (i = pool->begin; i < pool->end; i++) {
		size_t *count = &g->count[g->node[g->order[i]].kind];

		if (!*count)
			continue;
		add_row(g, pool, i);
		/* Those that have been gathered are done; of a few, each is as many as before. */
		if (*count >= MANY)
			*count = 0;
	}
	for (i = pool->begin; i < pool->end; i++)
		g->count[g->node[g->order[i]].kind] = 0;
}

static int allocate(struct gather *g)
{
	const size_t room = g->in->nr + 1;
	size_t i;

	g->node = calloc(room, sizeof(*g->node));
	g->count = calloc(room, sizeof(*g->count));
	g->order = calloc(room, sizeof(*g->order));
	g->pool = calloc(room, sizeof(*g->pool));
	g->out->rows.row = calloc(room, sizeof(*g->out->rows.row));
	g->out->tasks = calloc(room, sizeof(*g->out->tasks));
	if (!g->node || !g->count || !g->order || !g->pool || !g->out->rows.row || !g->out->tasks)
		return -ENOMEM;
	for (i = 0; i < room; i++)
		g->node[i] = (struct node){ .child = NONE, .sibling = NONE };
	g->out->rows.name = g->in->name;
	g->out->rows.is_tree = g->in->is_tree;
	return 0;
}

static void release(struct gather *g)
{
	tdestroy(g->kinds, free_kind);
	free(g->node);
	free(g->count);
	free(g->order);
	free(g->pool);
}

/**
 * lct_gather_rows() - gather tasks that are alike
 * @rows:	rows that are a tree
 * @view:	clock and base of the times
 * @out:	the rows, parents before their children; freed by the caller, also on failure
 *
 * Return: 0 or -ENOMEM.
 */
int lct_gather_rows(const struct lct_rows *rows, const struct lct_view *view,
		    struct lct_gathered *out)
{
	struct gather g = { .in = rows, .out = out };
	size_t i;
	int ret;

	memset(out, 0, sizeof(*out));
	ret = allocate(&g) ? -ENOMEM : find_kinds(&g, view);
	for (i = 0; i < rows->nr && !ret; i++)
		if (rows->row[i].parent < 0)
			g.order[g.norder++] = i;
	if (g.norder)
		g.pool[g.npools++] = (struct pool){ .end = g.norder, .parent = -1 };
	for (i = 0; i < g.npools; i++)
		add_pool(&g, &g.pool[i]);
	release(&g);
	return ret;
}

/**
 * lct_gather_free() - free what lct_gather_rows() has made
 * @gathered: the rows
 */
void lct_gather_free(struct lct_gathered *gathered)
{
	free(gathered->rows.row);
	free(gathered->tasks);
}

/* From the least to the greatest of their values. */
static void format_range(enum lct_column_id id, const struct lct_row *row,
			 const struct lct_view *view, char *out, size_t room)
{
	struct lct_value value, low = { .present = false }, high = low;
	char from[LCT_CLOCK_TEXT], to[LCT_CLOCK_TEXT];
	size_t i;

	for (i = 0; i < row->nalike; i++) {
		lct_value_get(id, row->alike[i], view, &value);
		if (value.present && (!low.present || value.number < low.number))
			low = value;
		if (value.present && (!high.present || value.number > high.number))
			high = value;
	}
	lct_format_print(lct_columns[id].kind, LCT_FORM_HUMAN, &view->clock, &low, from,
			 sizeof(from));
	lct_format_print(lct_columns[id].kind, LCT_FORM_HUMAN, &view->clock, &high, to, sizeof(to));
	snprintf(out, room, strcmp(from, to) ? "%s..%s" : "%s", from, to);
}

/* Whether all have the value that is in @out. */
static bool is_same(enum lct_column_id id, const struct lct_row *row, const struct lct_view *view,
		    const char *out)
{
	char text[2 * LCT_CELL_ESCAPED];
	size_t i;

	for (i = 1; i < row->nalike; i++) {
		lct_value_format(id, LCT_FORM_HUMAN, row->alike[i], view, text, sizeof(text));
		if (strcmp(text, out))
			return false;
	}
	return true;
}

/**
 * lct_gather_format() - format a value of the tasks that a row stands for, for people
 * @id:		the column
 * @row:	the row
 * @view:	clock and base of the times
 * @out:	the text
 * @room:	size of @out
 */
void lct_gather_format(enum lct_column_id id, const struct lct_row *row,
		       const struct lct_view *view, char *out, size_t room)
{
	int n = 0;

	if (row->alike && id == LCT_COLUMN_comm)
		n = snprintf(out, room, "%zu x ", row->nalike);
	lct_value_format(id, LCT_FORM_HUMAN, row->task, view, out + n, room - n);
	if (!row->alike || n || is_same(id, row, view, out))
		return;
	if (lct_column_is_number(id) || lct_columns[id].kind == LC_KIND_POINT)
		format_range(id, row, view, out, room);
	else
		snprintf(out, room, "...");
}

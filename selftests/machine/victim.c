// SPDX-License-Identifier: GPL-2.0
/*
 * victim MODE: a service that ends in a way that an operator meets. It reports to systemd
 * that it is ready (Type=notify) once it is prepared for its end.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define MIB ((size_t)1 << 20)

/* As sd_notify(3) does */
static void ready(void)
{
	static const char text[] = "READY=1";
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd;

	if (!path)
		return;
	snprintf(to.sun_path, sizeof(to.sun_path), "%s", path);
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) ||
	    write(fd, text, strlen(text)) < 0) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	close(fd);
}

static void rest(void)
{
	ready();
	for (;;)
		pause();
}

static void crash(void)
{
	int *volatile nowhere = (int *)8;

	ready();
	*nowhere = 1;
}

static void *fault(void *unused)
{
	int *volatile nowhere = (int *)8;

	ready();
	*nowhere = 1;
	return NULL;
}

/* The main thread waits for the other one. */
static void crash_thread(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, fault, NULL))
		exit(EXIT_FAILURE);
	pthread_join(thread, NULL);
}

static void leave(int signal)
{
	_exit(0);
}

static void handle(void)
{
	signal(SIGTERM, leave);
	rest();
}

static void ignore(void)
{
	signal(SIGTERM, SIG_IGN);
	rest();
}

static void eat(void)
{
	char *piece;

	ready();
	for (;;) {
		piece = mmap(NULL, MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (piece == MAP_FAILED)
			exit(EXIT_FAILURE);
		memset(piece, 1, MIB);
	}
}

static const struct mode {
	const char *name;
	void (*run)(void);
} modes[] = {
	{ "rest", rest },	/* until a signal ends it */
	{ "crash", crash },	/* by a write to address 8 */
	{ "crash-thread", crash_thread }, /* likewise, in another thread */
	{ "handle", handle },	/* exit with status 0 on SIGTERM */
	{ "ignore", ignore },	/* SIGTERM */
	{ "eat", eat },		/* memory, without end */
};

int main(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc == 2 && i < sizeof(modes) / sizeof(*modes); i++)
		if (!strcmp(argv[1], modes[i].name))
			modes[i].run();
	fprintf(stderr, "usage: %s MODE\n", argv[0]);
	return EXIT_FAILURE;
}

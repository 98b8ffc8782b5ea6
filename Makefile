# SPDX-License-Identifier: GPL-2.0
# The front door. Each target does its own set-up; make itself, and git to get
# here, are what must be there (Debian: apt-get install make).

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

# The kernel to build for and to boot: a name in scripts/kernels.conf
KERNEL ?= $(shell scripts/kernel --list | head -n 1)
# Or any kernel's build folder, such as /lib/modules/$(uname -r)/build
KDIR ?=

PREFIX ?= /usr/local
DESTDIR ?=

build := $(abspath build)

.PHONY: help deps modules tools selftests guest demo check check-debug coverage check-matrix check-stress check-host bench \
	bench-quick vm lint fuzz install uninstall modules_install modules_uninstall clean

help: ## what can be made (this text)
	@echo "usage: make TARGET [KERNEL=NAME]"
	@sed -n 's/^\([a-z_-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 20
	@echo "KERNEL is one of: $$(scripts/kernel --list | paste -sd ' ') (default: the first)"

deps:
	@scripts/deps

modules: ## the kernel module: build/KERNEL/lifecycle.ko (or KDIR=FOLDER for any kernel)
	@scripts/deps $(if $(KDIR),kdir,build)
	@scripts/kernel.d/build-module $(if $(KDIR),--kdir $(KDIR),$(KERNEL))

tools: ## the lifecycle tool: build/tools/lifecycle
	@scripts/deps tool
	@$(MAKE) -C tools BUILD=$(build)/tools

selftests: deps ## the programs of the tests: build/selftests
	@$(MAKE) -C selftests BUILD=$(build)/selftests

guest: deps $(build)/guest/init

$(build)/guest/init: $(wildcard scripts/guest/*.[ch])
	@mkdir -p $(@D)
	gcc-12 -O2 -Wall -Wextra -Werror -static -o $@ $(filter %.c,$^)

demo: modules tools guest ## boots a VM, plays a scene of processes and shows their lives
	@scripts/demo $(KERNEL)

check: modules tools selftests guest ## builds everything and runs all tests
	@scripts/check

check-matrix: tools selftests guest ## selftests and prices on all kernels (KERNELS="5.10 6.12"), with a table
	@scripts/check-matrix

check-debug: tools selftests guest ## the selftests on kernels that look for faults, and the proof that these find some
	@scripts/check-debug

coverage: selftests tools guest ## which lines of the module the selftests execute, and why not all
	@scripts/coverage

check-host: ## the tests that need no VM, in a Debian 13 that debootstrap makes (SUITE=trixie)
	@scripts/check-host $(or $(SUITE),trixie)

check-stress: modules selftests guest ## stress tests: all that can happen to the module at once, for SECONDS (600)
	@scripts/check-stress $(or $(SECONDS),600)

bench: modules tools guest ## what it costs, beside the tools one would take instead (minutes)
	@scripts/bench $(KERNEL)

bench-quick: modules guest ## what it adds to a switch and to a life, against the ceilings
	@scripts/bench-quick $(KERNEL)

vm: modules tools guest ## an interactive shell in a VM with the module loaded
	@scripts/vm -k $(KERNEL)

lint: tools ## checkpatch, sparse, coccinelle, shellcheck and the other checks of scripts/lint
	@scripts/lint | scripts/check.d/ktap-sum

fuzz: ## fuzzes the tool's parsers, each for SECONDS (60)
	@scripts/fuzz $(or $(SECONDS),60) | scripts/check.d/ktap-sum

# These four install no package: what is missing is named
install: ## tool, man pages and completion, below $(DESTDIR)$(PREFIX)
	@[ -x $(build)/tools/lifecycle ] || scripts/deps --check tool
	@$(MAKE) -C tools BUILD=$(build)/tools DESTDIR=$(DESTDIR) PREFIX=$(PREFIX) install

uninstall: ## removes what install put there
	@$(MAKE) -C tools DESTDIR=$(DESTDIR) PREFIX=$(PREFIX) uninstall

installed_kdir = $(or $(KDIR),/lib/modules/$(shell uname -r)/build)

modules_install: ## the module, below $(DESTDIR)/lib/modules (for KDIR, default: the running kernel)
	@scripts/deps --check kdir
	@INSTALL_MOD_PATH=$(or $(INSTALL_MOD_PATH),$(DESTDIR)) scripts/kernel.d/build-module --install $(installed_kdir)

modules_uninstall: ## removes it
	@INSTALL_MOD_PATH=$(or $(INSTALL_MOD_PATH),$(DESTDIR)) scripts/kernel.d/build-module --uninstall $(installed_kdir)

clean: ## removes what was built (the cache of kernels stays)
	rm -rf build

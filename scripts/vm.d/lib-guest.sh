# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2086 # variables of lib.sh
# Builds the folder ROOT that becomes the initramfs of a guest of scripts/vm.

# guest_base ROOT INIT BUSYBOX: creates a minimal system that boots
guest_base() {
	local root=$1 folder

	mkdir -p "$root"/{dev,etc,proc,root,run,sys,tmp,usr/{bin,sbin,lib/modules,lib64}}
	for folder in bin sbin lib lib64; do
		ln -s "usr/$folder" "$root/$folder"
	done
	cp "$2" "$root/init"
	cp "$3" "$root/usr/bin/busybox"
	ln -s busybox "$root/usr/bin/sh"
	cp "$top/scripts/guest/splats" "$root/usr/bin/"
	printf '%s\n' root:x:0:0:root:/root:/bin/sh user:x:1000:1000:user:/tmp:/bin/sh \
		nobody:x:65534:65534:nobody:/:/bin/sh >"$root/etc/passwd"
	printf '%s\n' root:x:0: tty:x:5: user:x:1000: nogroup:x:65534: >"$root/etc/group"
}

# guest_libraries ROOT FILE...: copies the shared libraries of the programs among FILEs
guest_libraries() {
	local root=$1 file library

	shift
	for file in "$@"; do
		[[ $(head -c 4 "$file" | tr -d '\0') == $'\177ELF' ]] || continue
		# A statically linked program has none, which ldd treats as an error
		{ ldd "$file" 2>/dev/null || true; } | sed -n 's/^\(.*=>\)\{0,1\}[[:space:]]*\(\/[^ ]*\) (.*/\2/p'
	done | sort -u | while read -r library; do
		mkdir -p "$root${library%/*}"
		cp -L "$library" "$root$library"
	done
}

# guest_project ROOT MODULE TOOL: copies the module and the tool, if they exist
guest_project() {
	[[ ! -e $2 ]] || cp "$2" "$1/lib/modules/lifecycle.ko"
	[[ -e $3 ]] || return 0
	cp "$3" "$1/usr/bin/lifecycle"
	# Without a UTF-8 locale the tool draws trees in ASCII
	mkdir -p "$1/usr/lib/locale"
	cp -a /usr/lib/locale/C.utf8 "$1/usr/lib/locale/" 2>/dev/null || true
	guest_libraries "$1" "$3"
}

# guest_files ROOT FILE...: copies FILEs into the working folder, with modes and libraries
guest_files() {
	local root=$1 file programs

	shift
	for file in "$@"; do
		cp -a -H "$file" "$root/root/"
		mapfile -d '' programs < <(find -H "$file" -type f -perm -100 -print0)
		guest_libraries "$root" "${programs[@]}"
	done
}

# guest_pack ROOT BUSYBOX INITRD: packs ROOT, uncompressed: an emulated CPU reads that fastest
guest_pack() {
	(cd "$1" && find . | "$2" cpio -o -H newc -R 0:0) >"$3" 2>"$3.log" ||
		die $EX_OSERR "cannot create the initramfs: $(cat "$3.log")"
}

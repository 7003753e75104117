//go:build !linux

package sim

// adviseLargePages does nothing: systems other than Linux choose pages themselves.
func adviseLargePages(from, bytes uintptr) {}

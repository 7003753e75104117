//go:build !linux

package sim

func adviseHuge(*[blockLen]chunk) {}

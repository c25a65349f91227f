package dev.nightjar.simulator;

/** What a person browses with, and how it announces itself. */
enum Device {
  MOBILE("mobile", "iOS", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) Safari/604.1"),
  DESKTOP("desktop", "Windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/134.0"),
  TABLET("tablet", "Android", "Mozilla/5.0 (Linux; Android 15; Tab S9) Chrome/131.0");

  final String type;
  final String os;
  final String userAgent;

  Device(String type, String os, String userAgent) {
    this.type = type;
    this.os = os;
    this.userAgent = userAgent;
  }

  /** Mobile and tablet are held in the hand, which some categories gain from. */
  boolean handheld() {
    return this != DESKTOP;
  }
}

/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
import { Choice } from './choice.js';

/** How times are written: in UTC, in the person's zone, or as how long ago. */
export const zone = new Choice('roster.zone', ['utc', 'local', 'relative'] as const);

/** The coordinator's clock minus the browser's: ages are told by the former. */
let ahead = 0;

export function serverSays(now: number): void {
  ahead = now - Date.now();
}

export function now(): number {
  return Date.now() + ahead;
}

const two = (value: number) => String(value).padStart(2, '0');

export function utc(at: Date): string {
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${time}`;
}

export function local(at: Date): string {
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}

/** A duration in its two largest units: 2 m 14 s. */
export function span(milliseconds: number): string {
  const s = Math.max(0, Math.floor(milliseconds / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} m ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} m`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

export function relative(at: Date): string {
  const left = at.getTime() - now();
  return left > 1000 ? `in ${span(left)}` : `${span(-left)} ago`;
}

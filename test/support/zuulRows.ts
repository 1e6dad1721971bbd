/**
 * A build of job troika-nightly on main as Zuul lists it at /api/tenant/T/builds (Zuul 14.3: zuul/web/__init__.py, BuildConverter).
 * @param result where its result.json is
 */
export function rowOf(more: Readonly<Record<string, unknown>> = {}, result = 'http://logs/result.json'): object {
  return {
    _id: 1,
    uuid: 'b'.repeat(32),
    job_name: 'troika-nightly',
    result: 'SUCCESS',
    held: false,
    start_time: '2026-01-01T03:00:00',
    end_time: '2026-01-01T03:10:00',
    duration: 600,
    voting: true,
    log_url: 'http://logs/',
    error_detail: null,
    final: true,
    artifacts: [
      { name: 'Troika: summary', url: 'http://logs/summary.md', metadata: { type: 'troika_summary' } },
      { name: 'Troika: result', url: result, metadata: { type: 'troika_result' } },
    ],
    provides: [],
    ref: { project: 'demo', branch: 'main', change: null, patchset: null, ref: 'refs/heads/main' },
    pipeline: 'periodic',
    buildset: { uuid: 'a'.repeat(32) },
    ...more,
  };
}

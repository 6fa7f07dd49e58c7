/** What a job reported. */
export const signals = {
  title: 'Signals',
  none: 'Its job has not reported yet. It calls the ping address when it is done.',
  start: 'Began',
  success: 'Done',
  failure: 'Failed',
  log: 'Said',
  exitCode: 'exit code {code}',
  run: 'run {id}',
  older: 'Show older ones',
} as const;

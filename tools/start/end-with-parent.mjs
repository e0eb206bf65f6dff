// Loaded before a process that `npm start` runs. When the start is gone, even by kill -9, the channel closes,
// and the process stops as if it had been asked to: nothing is left running.
// What such a process forks itself inherits this file; there it must leave the channel alone.
if (Number(process.env.START_PID) === process.ppid) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}

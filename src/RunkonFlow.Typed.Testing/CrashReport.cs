namespace RunkonFlow.Typed.Testing;

/// <summary>What <see cref="CrashAtEveryCommit"/> has found.</summary>
/// <param name="Commits">Commits of the undisturbed run.</param>
/// <param name="Crashes">Crashes that were tried: one before and one behind each commit.</param>
/// <param name="Outcome">The outcome that all had: status, result or failure, completed operations.</param>
public sealed record CrashReport(int Commits, int Crashes, string Outcome);

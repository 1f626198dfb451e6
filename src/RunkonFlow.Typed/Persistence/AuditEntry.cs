namespace RunkonFlow.Typed.Persistence;

/// <summary>Who did what to a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="CommandId">The command.</param>
/// <param name="Verb">What: cancel, pause, resume, retry, approve, reject, vote, signal, tag, purge.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Answer">How it was answered.</param>
/// <param name="At">When.</param>
public sealed record AuditEntry(RunId RunId, Guid CommandId, string Verb, string By, string? Reason, CommandResult Answer, DateTimeOffset At);

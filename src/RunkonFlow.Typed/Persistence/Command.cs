namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// What an operator or a client asks of a run. Repeating a command with its id after a lost reply gives the first answer.
/// </summary>
/// <param name="Id">Unique to the intent, not to the call.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, for people; null for none.</param>
public sealed record Command(Guid Id, string By, string? Reason = null);

/// <summary>How a command was answered.</summary>
public enum CommandOutcome : byte
{
    /// <summary>It took effect, or its effect was already there.</summary>
    Accepted,

    /// <summary>The run, gate or step is not in a status that allows it.</summary>
    Conflict,

    /// <summary>There is no such run or row.</summary>
    NotFound,

    /// <summary>The gate's deadline has passed.</summary>
    Expired,

    /// <summary>The content is not acceptable, such as a selection that is no option.</summary>
    Invalid,
}

/// <summary>The answer to a command.</summary>
/// <param name="Outcome">How it was answered.</param>
/// <param name="Message">What happened, for people; for anything but accepted also what to do.</param>
public sealed record CommandResult(CommandOutcome Outcome, string Message);

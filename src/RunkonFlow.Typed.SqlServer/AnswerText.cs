using System.Globalization;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer;

/// <summary>Answers to commands in the words that all stores use.</summary>
internal static class AnswerText
{
    public static CommandResult Of(AnswerCode code, string? argument, int number) => code switch
    {
        AnswerCode.CancelStands => CommandAnswers.CancelStands,
        AnswerCode.CancelForced => CommandAnswers.CancelForced,
        AnswerCode.CancelRequested => CommandAnswers.CancelRequested,
        AnswerCode.Cancelled => CommandAnswers.Cancelled,
        AnswerCode.Cancelling => CommandAnswers.Cancelling,
        AnswerCode.PauseStands => CommandAnswers.PauseStands,
        AnswerCode.PauseRequested => CommandAnswers.PauseRequested,
        AnswerCode.Paused => CommandAnswers.Paused,
        AnswerCode.PauseTakenBack => CommandAnswers.PauseTakenBack,
        AnswerCode.Resumed => CommandAnswers.Resumed,
        AnswerCode.Retried => CommandAnswers.Retried,
        AnswerCode.SignalStored => CommandAnswers.SignalStored,
        AnswerCode.SignalKnown => CommandAnswers.SignalKnown,
        AnswerCode.Tagged => CommandAnswers.Tagged,
        AnswerCode.Approved => CommandAnswers.Approved,
        AnswerCode.Rejected => CommandAnswers.Rejected,
        AnswerCode.Voted => CommandAnswers.Voted(number, int.Parse(argument!, CultureInfo.InvariantCulture)),
        AnswerCode.RetriedFromStart => CommandAnswers.RetriedFromStart,
        AnswerCode.RetriedFrom => CommandAnswers.RetriedFrom(argument!),
        AnswerCode.Compensated => CommandAnswers.Compensated,
        AnswerCode.NoOperation => CommandAnswers.NoOperation(argument!),
        AnswerCode.OfABranch => CommandAnswers.OfABranch(argument!.Split('\n')[0], argument.Split('\n')[1]),
        AnswerCode.NoFrame => CommandAnswers.NoFrame(argument!),
        AnswerCode.NoGate => CommandAnswers.NoGate,
        AnswerCode.FanOutOver => CommandAnswers.FanOutOver,
        AnswerCode.GateExpired => CommandAnswers.GateExpired,
        AnswerCode.Ended => CommandAnswers.Ended((RunStatus)number),
        AnswerCode.CannotPause => CommandAnswers.CannotPause((RunStatus)number),
        AnswerCode.NotSuspended => CommandAnswers.NotSuspended((RunStatus)number),
        AnswerCode.NotFailed => CommandAnswers.NotFailed((RunStatus)number),
        AnswerCode.GateNotWaiting => CommandAnswers.GateNotWaiting((StepStatus)number),
        AnswerCode.VotedBefore => CommandAnswers.VotedBefore(argument!),
        AnswerCode.Invalid => CommandAnswers.Invalid(argument!),
        _ => throw new PersistenceException($"The database answers a command with code {(byte)code}, which this version does not know: update its RunkonFlow.Typed.SqlServer package."),
    };
}

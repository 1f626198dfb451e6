using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>What <c>refuse_commit_v1</c> finds, in the words that all stores use.</summary>
internal static class RefusalText
{
    public static string Of(byte reason, RunCommit commit, string? text, string? other, int from, int to) => reason switch
    {
        1 => $"Run {commit.RunId} is {((RunStatus)from).ToText()} and cannot become {((RunStatus)to).ToText()}.",
        2 => $"Run {commit.RunId} cannot be released while it is running; release it as needs_resume, waiting or cancelling.",
        3 => $"Step '{text}' of run {commit.RunId} is {((StepStatus)from).ToText()} and cannot become {((StepStatus)to).ToText()}.",
        8 => RunTree.TooDeep(commit.RunId),
        9 => RunTree.IdTaken(commit.RunId, RunId.Parse(text!)),
        10 => RunTree.KeyTaken(commit.RunId, commit.Children.First(child => child.Key == text && child.WorkflowName == other)),
        11 => FanOutRules.NoRow(commit.RunId, commit.FanOuts[from]),
        12 => FanOutRules.HasItems(commit.RunId, commit.FanOuts[from]),
        13 => FanOutRules.NotOver(commit.RunId, commit.FanOuts[from]),
        15 => CommitTables.Refusal(commit)!,
        _ => OfItem(reason, commit.RunId, text, from, to),
    };

    public static string OfItem(byte reason, RunId run, string? text, int from, int to) => reason switch
    {
        4 => NoItem(run, text!),
        5 => FanOutRules.IsHandedOut(text!),
        6 => $"Item '{text}' of run {run} is {((FanOutItemStatus)from).ToText()} and cannot become {((FanOutItemStatus)to).ToText()}.",
        7 => $"Item '{text}' of run {run} cannot be made pending.",
        _ => throw new PersistenceException($"The database refuses with code {reason}, which this version does not know: update its RunkonFlow.Typed.SqlServer package."),
    };

    public static string NoItem(RunId run, string id) => $"Run {run} has no fan-out item {id}.";
}

using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>The rules about flow methods, beside what the parser itself refuses.</summary>
internal static class FlowRules
{
    /// <summary>Rules about the user's statements; asked whether or not the flow could be read.</summary>
    public static ImmutableArray<IFlowRule> OfStatements { get; } =
    [
        new OnlyOperationsAreAwaited(),
        new OperationsStandAlone(),
        new OperationsAreAwaited(),
        new GroupsRunOperations(),
        new BranchesWriteNoLocal(),
        new LoopsAreBounded(),
        new SupportedStatements(),
        new RefLocalsStayInOnePiece(),
        new FlowsDoNotRecur(),
        new ChildrenCanBeStarted(),
        new HandlesOnlyStartRuns(),
        new CallSitesHaveNames(),
        new ArgumentsAreByValue(),
        new TokensAreTheFlows(),
        new FiltersArePure(),
        new PayloadsCanBeStored(),
        new DryRunsHaveSubstitutes(),
        new ObjectsAreNotSharedOrChanged(),
    ];

    /// <summary>Rules about what lives across operations; asked when the flow could be lowered.</summary>
    public static ImmutableArray<IFlowRule> OfLoweredFlow { get; } =
    [
        new LocalsCanBeStored(),
        new CapturesStayInOnePiece(),
        new CaughtFailuresStay(),
        new LoopsFitIntoAPath(),
        // Advice, given when nothing is wrong.
        new StatementsStayInTheRun(),
        new CallersAreNotAskedFor(),
    ];
}

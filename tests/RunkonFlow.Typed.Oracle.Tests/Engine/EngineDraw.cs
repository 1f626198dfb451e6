using System.Collections.Immutable;
using CsCheck;
using RunkonFlow.Typed.Oracle.Tests.Programs;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>Draws programs for the engine.</summary>
public sealed class EngineDraw
{
    private readonly Draw _draw;
    private int _sites;

    private EngineDraw(uint seed) => _draw = new(new PCG(11, seed));

    public static EngineProgram Program(string name, uint seed)
    {
        var draw = new EngineDraw(seed);
        ImmutableArray<ImmutableArray<Act>> subFlows = [draw.Block(2, Where.Item), draw.Block(3, Where.SubFlow), draw.Block(2, Where.SubFlow)];
        var child = draw.Block(3, Where.Child);
        return new(name, seed, draw.Block(7, Where.Flow), subFlows, child);
    }

    private int Next() => ++_sites;

    private ImmutableArray<Act> Block(int most, Where where, int depth = 0)
        => [.. Enumerable.Range(0, 1 + _draw.Next(most)).Select(_ => Act(where, depth))];

    private Act Act(Where where, int depth)
    {
        var isFlow = where == Where.Flow;
        var compounds = depth < 2 && where != Where.Item;
        return _draw.Weighted<Func<Act>>(
        [
            (6, () => Call(where)),
            (isFlow ? 5 : 0, () => AllOf()),
            (isFlow ? 2 : 0, () => Stopped(GroupKind.FailFast)),
            (isFlow ? 2 : 0, () => Stopped(GroupKind.Race)),
            (isFlow ? 1 : 0, () => Stopped(GroupKind.RaceOfFirstEnd)),
            (isFlow ? 4 : 0, () => Items()),
            (compounds ? 2 : 0, () => new Choice(Next(), 2 + _draw.Next(2), Block(2, where, depth + 1), _draw.Chance(50) ? Block(2, where, depth + 1) : [])),
            (compounds ? 2 : 0, () => new Rounds(Next(), 2, Block(2, where, depth + 1))),
            (compounds ? 5 : 0, () => Guard(where, depth)),
            (where == Where.Item ? 0 : 1, () => new Fault(Next(), 5 + _draw.Next(4))),
        ])();
    }

    private Guard Guard(Where where, int depth)
    {
        var form = _draw.Next(3);
        return new(
            Next(), Block(3, where, depth + 1), form == 0 ? null : Block(1, where, depth + 1),
            form == 1 ? null : [.. Enumerable.Range(0, 1 + _draw.Next(2)).Select(_ => new Call(Next(), _draw.Chance(80) ? CallKind.Tell : CallKind.ShortTimer))]);
    }

    private Call Call(Where where) => _draw.Weighted<Func<Call>>(
    [
        (6, () => new(Next(), CallKind.Ask)),
        (where == Where.Item ? 0 : 4, () => new(Next(), CallKind.Book)),
        (where == Where.Item ? 0 : 4, () => new(Next(), CallKind.Gate, _draw.Next(4))),
        // One queue of messages is read in order by the flow and by its sub-flows outside of branches.
        (where == Where.Flow ? 4 : 0, () => new(Next(), CallKind.Signal, 3)),
        (1, () => new(Next(), CallKind.ShortTimer)),
        (where == Where.Item ? 0 : 3, () => new(Next(), CallKind.LongTimer)),
        (where == Where.Flow ? 4 : 0, () => new(Next(), CallKind.Child)),
        (where == Where.Flow ? 3 : 0, () => new(Next(), CallKind.SubFlow, _draw.Next(3))),
    ])();

    private Group AllOf()
    {
        var site = Next();
        var count = 2 + _draw.Next(3);
        ImmutableArray<Branch> branches = [.. Enumerable.Range(0, count).Select(i => new Branch(BranchKind.Plain, InBranch(i)))];
        return new(site, GroupKind.All, branches, _draw.Chance(40) ? 1 + _draw.Next(count - 1) : 0, _draw.Chance(30) ? _draw.Next(count) : -1);
    }

    /// <summary>Each branch reads messages of a name of its own, so that their order is known.</summary>
    private Call InBranch(int branch) => _draw.Weighted<Func<Call>>(
    [
        (4, () => new(Next(), CallKind.Ask)),
        (2, () => new(Next(), CallKind.Book)),
        (3, () => new(Next(), CallKind.Gate, _draw.Next(4))),
        (branch < 3 ? 3 : 0, () => new(Next(), CallKind.Signal, branch)),
        (1, () => new(Next(), _draw.Chance(50) ? CallKind.ShortTimer : CallKind.LongTimer)),
        (3, () => new(Next(), CallKind.Child)),
        (4, () => new(Next(), CallKind.SubFlow, _draw.Next(3))),
    ])();

    /// <summary>A group that one branch decides, while others would go on for ever.</summary>
    private Group Stopped(GroupKind kind)
    {
        var site = Next();
        var decides = kind switch
        {
            GroupKind.FailFast => BranchKind.Failing,
            GroupKind.RaceOfFirstEnd => _draw.Chance(50) ? BranchKind.Failing : BranchKind.Winning,
            _ => BranchKind.Winning,
        };
        var others = Enumerable.Range(0, 1 + _draw.Next(3)).Select(_ => kind == GroupKind.Race && _draw.Chance(30)
            ? new Branch(BranchKind.Failing, new(Next(), CallKind.Ask))
            : new Branch(BranchKind.Hanging, new(Next(), _draw.One([CallKind.Ask, CallKind.Gate, CallKind.Signal, CallKind.LongTimer]), 3))).ToList();
        others.Insert(_draw.Next(others.Count + 1), new(decides, new(Next(), CallKind.Ask)));
        return new(site, kind, [.. others]);
    }

    private Items Items()
    {
        var policy = _draw.One<OnItemFailure>([OnItemFailure.Halt, OnItemFailure.Continue, OnItemFailure.SkipDependents]);
        var count = _draw.Chance(8) ? 0 : 2 + _draw.Next(5);
        var isHalt = policy == OnItemFailure.Halt;
        return new(
            Next(), count, _draw.One([CallKind.Ask, CallKind.Ask, CallKind.SubFlow, CallKind.Child]), policy, isHalt ? 1 : _draw.Next(4),
            !isHalt && _draw.Chance(30) ? 1 + _draw.Next(Math.Max(1, count)) : 0, policy == OnItemFailure.SkipDependents && _draw.Chance(80));
    }

    private enum Where
    {
        Flow,
        SubFlow,
        Child,
        Item,
    }
}

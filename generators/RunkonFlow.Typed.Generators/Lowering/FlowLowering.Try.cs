using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <content><c>try</c> with its catch clauses and its finally.</content>
internal sealed partial class FlowLowering
{
    private void Try(TryModel s)
    {
        Close();
        var outside = _region;
        var final = s.Finally is null ? null : EnterNew(RegionKind.Finally, s.Try, "finally");
        if (s.Catches.IsEmpty)
            Block(s.Body);
        else
            TryCatch(s);
        if (final is null)
            return;

        final.End = NewLabel();
        _code.Add(new FallIntoFinally(_region, final));
        Mark(final.Entry!);
        _region = NewRegion(RegionKind.FinallyBody, outside, s.Try);
        _region.Protects = final;
        _code.Add(new Enter(_region));
        _positions.EnterFinally(final);
        Block(s.Finally!);
        _positions.AddHandler("end", s.Try, final.End, _region);
        _positions.LeaveFinally();
        Mark(final.End);
        _region = outside;
        _code.Add(new EndFinally(outside, final));
    }

    private void TryCatch(TryModel s)
    {
        var outside = _region;
        var end = NewLabel();
        var catches = EnterNew(RegionKind.Catches, s.Try, "catch");
        Block(s.Body);
        _code.Add(new Leave(_region, new JumpTarget(end, outside, -1)));

        // Filters and bodies stand outside the region they belong to: their own failures go further out.
        _region = outside;
        var bodies = s.Catches.Select(_ => NewLabel()).ToList();
        var arms = s.Catches.Select((c, i) => new CatchArm(c.Filter is null ? null : Condition(c.Filter), bodies[i])).ToList();
        Mark(catches.Entry!);
        _code.Add(new DispatchCatch(_region, catches, arms));
        _positions.EnterCatch(s.Try);
        for (var i = 0; i < bodies.Count; i++)
        {
            Mark(bodies[i]);
            Block(s.Catches[i].Body);
            _code.Add(new Goto(_region, end));
        }
        _positions.LeaveCatch();
        Mark(end);
    }

    private Region EnterNew(RegionKind kind, int tryNumber, string handler)
    {
        var region = NewRegion(kind, _region, tryNumber);
        region.Entry = NewLabel();
        // A caught failure waits for its clause outside the region; what a finally will go on with waits inside.
        _positions.AddEntry(handler, region, kind == RegionKind.Catches ? _region : region);
        _region = region;
        _code.Add(new Enter(region));
        return region;
    }
}

namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <content>Statements that are asked for, so that rare pairs of kinds are drawn too.</content>
public sealed partial class MethodDraw
{
    private StatementKind? _wanted;

    private Statement[] Wanted(StatementKind parent, StatementKind kind, Place place)
    {
        // A jump needs something around it that it can leave or throw again from.
        if (kind is StatementKind.Rethrow or StatementKind.ThrowCaught && parent is not (StatementKind.TryCatch or StatementKind.PlainTry))
            return [Handling(place, handler => Holding(parent, kind, handler))];
        if (kind is StatementKind.Break or StatementKind.Continue && !IsLoop(parent) && (kind, parent) is not (StatementKind.Break, StatementKind.Switch))
            return [Looping(place, body => Holding(parent, kind, body))];
        return Holding(parent, kind, place);
    }

    private Statement[] Holding(StatementKind parent, StatementKind kind, Place place)
    {
        _wanted = kind;
        var statements = Make(parent, place);
        _wanted = null;
        return statements;
    }

    private bool CanStand(StatementKind kind, Place place) => kind switch
    {
        StatementKind.Break => place.CanBreak,
        StatementKind.Continue => place.CanContinue,
        StatementKind.Return or StatementKind.ReturnAwait => !place.InFinally,
        StatementKind.ThrowCaught => _scope.Caught.Count > 0,
        StatementKind.Rethrow => place.CanRethrow,
        _ => true,
    };

    private Statement[] Make(StatementKind kind, Place place) => kind switch
    {
        StatementKind.If => [If(place)],
        StatementKind.Switch => [SwitchStatement(place)],
        StatementKind.While => [Loop(place, isDo: false)],
        StatementKind.Do => [Loop(place, isDo: true)],
        StatementKind.For => [ForStatement(place)],
        StatementKind.ForEach => [ForEachStatement(place)],
        StatementKind.TryFinally => TryStatement(place, isFinally: true),
        StatementKind.TryCatch => TryStatement(place, isFinally: false),
        StatementKind.PlainIf => [Branch(Plain(place).Inside, () => Block(Plain(place).Inside), null)],
        StatementKind.PlainSwitch => [SwitchStatement(Plain(place))],
        StatementKind.PlainLoop => [PlainLoop(place)],
        StatementKind.PlainTry => TryStatement(Plain(place)),
        StatementKind.Local => [.. Declaring(place)],
        StatementKind.Assignment => [new Assign(_scope.Target(), _expressions.Value())],
        StatementKind.Increment => [new Increment(_scope.Target())],
        StatementKind.Deconstruction => [Destructured(place)],
        StatementKind.Pattern => [Branch(place.Inside, () => Block(place.Inside), null, ConditionForm.Pattern)],
        StatementKind.OutVariable => [Branch(place.Inside, () => Block(place.Inside), null, ConditionForm.OutVariable)],
        StatementKind.LocalFunction => [.. LocalFunction()],
        StatementKind.Await => [PlainCall()],
        StatementKind.AwaitAssigned => [CallOf("Ask", OperationKind.Step, AskArguments(), (OperationUse.Assigned, _scope.Target()))],
        StatementKind.AwaitDeclared => [CallOf("Ask", OperationKind.Step, AskArguments(), (OperationUse.Declared, Declared(place)))],
        StatementKind.SubFlow when _subFlows.Length == 0 => [PlainCall()],
        StatementKind.SubFlow => [CallOf(_draw.One(_subFlows), OperationKind.SubFlow, TwoInts(), (OperationUse.Plain, null))],
        StatementKind.Delay when _isInline => [PlainCall()],
        StatementKind.Delay => [Timer()],
        StatementKind.Break => [new Break()],
        StatementKind.Continue => [new Continue()],
        StatementKind.Return => [new Return(_expressions.Value())],
        StatementKind.ReturnAwait => [ReturnAwait()],
        StatementKind.Throw => [new Throw(_expressions.Exception())],
        StatementKind.ThrowCaught => [new ThrowCaught(_draw.One(_scope.Caught))],
        StatementKind.Rethrow => [new Rethrow()],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private Try Handling(Place place, Func<Place, Statement[]> handler)
    {
        var number = _scope.NextNumber();
        var body = new Block([PlainCall(), new Throw("new StepFailedException(\"own\", 1, \"Custom\", $\"own {a}\")")]);
        var variable = $"e{_scope.NextNumber()}";
        return _scope.Nested(() =>
        {
            _scope.AddCaught(variable);
            return new Try(number, body, [new(false, variable, null, new([.. handler(place.InHandler)]))], null);
        });
    }

    /// <summary>So that the run goes on behind it, whatever it does.</summary>
    private Try Guarded(Place place, Func<Place, Statement[]> body)
    {
        var number = _scope.NextNumber();
        var content = _scope.Nested(() => new Block([Call(place.Inside), .. body(place.Inside)]));
        var variable = $"e{_scope.NextNumber()}";
        return new Try(number, content, [new(false, variable, null, new([PlainCall()]))], null);
    }

    private For Looping(Place place, Func<Place, Statement[]> body)
    {
        var number = _scope.NextNumber();
        return _scope.Nested(() =>
        {
            _scope.AddInt($"i{number}", isAssignable: false);
            return new For(number, null, new(2, 0, "0", false), new([.. body(place.InLoop)]));
        });
    }

    /// <summary>
    /// A loop in which a jump has two finalizers to run, one inside the other, and a variable that is read only where the jump leads:
    /// on every other way it is assigned again before.
    /// </summary>
    private Statement[] Crossing(Place place)
    {
        var number = _scope.NextNumber();
        var carried = $"z{number}";
        var before = new Local(carried, _expressions.Value());
        var loop = _scope.Nested(() =>
        {
            _scope.AddInt($"i{number}", isAssignable: false);
            var inner = place.InLoop.Inside.Inside;
            Statement jump = _draw.Next(5) switch
            {
                0 when !place.InFinally => new Return(_expressions.Value()),
                1 when !place.InFinally => ReturnAwait(),
                2 => new Break(),
                _ => new Continue(),
            };
            var condition = new If(ConditionForm.Plain, $"i{number} == {_draw.Next(2)}", null, new([new Assign(carried, _expressions.Value()), jump]), null);
            var body = _scope.Nested(() => new Block([Call(inner), condition, Call(inner)]));
            var innermost = new Try(_scope.NextNumber(), body, [], Block(inner.InFinalizer, mustBeDurable: true));
            var outer = new Try(_scope.NextNumber(), new([innermost, PlainCall()]), [], Block(place.InLoop.InFinalizer, mustBeDurable: true));
            return new For(number, null, new(3, 0, "0", false), new([new Assign("_", $"Note({carried})"), new Assign(carried, "7"), outer, new Assign(carried, "8"), PlainCall()]));
        });
        return [before, loop, new Assign("_", $"Note({carried})")];
    }

    /// <summary>An operation whose failure is tolerated and whose cancellation is not, and a variable that only the finalizer around it reads.</summary>
    private Statement[] Tolerating(Place place)
    {
        var kept = $"z{_scope.NextNumber()}";
        var before = new Local(kept, _expressions.Value());
        var tolerated = new Try(_scope.NextNumber(), _scope.Nested(() => new Block([Call(place.Inside.Inside)])), [new Catch(false, $"e{_scope.NextNumber()}", null, new([]))], null);
        var body = new Block([new Assign(kept, _expressions.Value()), PlainCall(), tolerated]);
        return [before, new Try(_scope.NextNumber(), body, [], new([new Assign("_", $"Note({kept})"), PlainCall()]))];
    }

    private static Place Plain(Place place) => place with { IsPlain = true };

    private static bool IsJump(Statement statement)
        => statement is Break or Continue or Return or Throw or ThrowCaught or Rethrow or Operation { Use: OperationUse.Returned };

    private static bool IsLoop(StatementKind kind)
        => kind is StatementKind.While or StatementKind.Do or StatementKind.For or StatementKind.ForEach or StatementKind.PlainLoop;
}

using System.Collections.Immutable;

namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <content>Durable operations.</content>
public sealed partial class MethodDraw
{
    private Operation Call(Place place)
    {
        switch (_draw.Next(10))
        {
            case 0:
                return CallOf("LookUp", OperationKind.LibraryStep, [new(null, _expressions.Value())], Use(place), "look-up");
            case 1:
                return CallOf("Weigh", OperationKind.Step, [new(null, _expressions.Value())], Use(place)) with { PassesToken = false };
            case 2:
                ImmutableArray<Argument> who = [new(null, _scope.Texts.Count > 0 ? _draw.One(_scope.Texts) : "\"anna\"")];
                var text = $"t{_scope.NextNumber()}";
                _scope.AddText(text);
                return CallOf("Name", OperationKind.Step, who, (OperationUse.Declared, text)) with { PassesToken = false };
            case 3:
                ImmutableArray<Argument> with = [new(null, _expressions.Value())];
                if (_scope.Pairs.Count > 0 && _draw.Chance(60)) with = with.Add(new("with", _draw.One(_scope.Pairs)));
                if (_draw.Chance(30))
                {
                    var right = $"t{_scope.NextNumber()}";
                    _scope.AddText(right);
                    return CallOf("Meet", OperationKind.Step, with, (OperationUse.Deconstructed, $"{Declared(place)}, {right}")) with { PassesToken = false };
                }
                var pair = $"m{_scope.NextNumber()}";
                _scope.AddPair(pair);
                return CallOf("Meet", OperationKind.Step, with, (OperationUse.Declared, pair)) with { PassesToken = false };
            case 4 or 5:
                return PlainCall();
            default:
                return CallOf("Ask", OperationKind.Step, AskArguments(), Use(place));
        }
    }

    private Operation PlainCall() => CallOf("Tell", OperationKind.Step, [new(null, _expressions.Value())], (OperationUse.Plain, null));

    private Operation ReturnAwait() => _subFlows.Length > 0 && _draw.Chance(30)
        ? CallOf(_draw.One(_subFlows), OperationKind.SubFlow, TwoInts(), (OperationUse.Returned, null))
        : CallOf("Ask", OperationKind.Step, AskArguments(), (OperationUse.Returned, null));

    private Operation Timer()
    {
        var minutes = $"{_expressions.Any()} % 9";
        return _draw.Chance(70)
            ? CallOf("Delay", OperationKind.Timer, [new(null, $"TimeSpan.FromMinutes({minutes})")], (OperationUse.Plain, null))
            : CallOf("Until", OperationKind.Timer, [new(null, new($"Flow.UtcNow.AddMinutes({minutes})", $"World.Now.AddMinutes({minutes})"))], (OperationUse.Plain, null));
    }

    private Operation CallOf(
        string method, OperationKind kind, ImmutableArray<Argument> arguments, (OperationUse Use, string? Target) use, string? own = null)
    {
        var (id, isNamed) = _scope.NewId(own ?? method.ToLowerInvariant());
        return new(method, id, isNamed, kind, arguments, use.Use, use.Target, _draw.Chance(30), _draw.Chance(10) ? ".ConfigureAwait(false)" : "");
    }

    private ImmutableArray<Argument> AskArguments() => _draw.Next(3) switch
    {
        0 => [new(null, _expressions.Value())],
        1 => TwoInts(),
        _ => [new("y", _expressions.Value()), new("x", _expressions.Value())],
    };

    private ImmutableArray<Argument> TwoInts() => [new(null, _expressions.Value()), new(null, _expressions.Value())];

    private (OperationUse, string?) Use(Place place) => _draw.Next(6) switch
    {
        0 => (OperationUse.Plain, null),
        1 => (OperationUse.Discarded, null),
        2 or 3 => (OperationUse.Assigned, _scope.Target()),
        _ => (OperationUse.Declared, Declared(place)),
    };
}

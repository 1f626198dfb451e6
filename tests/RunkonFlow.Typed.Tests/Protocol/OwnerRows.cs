using System.Runtime.CompilerServices;

namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>The rows of workers, from 1 to 4.</summary>
internal readonly record struct OwnerRows(OwnerState One, OwnerState Two, OwnerState Three, OwnerState Four)
{
    public const int Count = 4;

    public OwnerState this[int owner] => owner switch { 1 => One, 2 => Two, 3 => Three, 4 => Four, _ => throw new SwitchExpressionException(owner) };

    public OwnerRows With(int owner, OwnerState state) => owner switch
    {
        1 => this with { One = state },
        2 => this with { Two = state },
        3 => this with { Three = state },
        4 => this with { Four = state },
        _ => throw new SwitchExpressionException(owner),
    };
}

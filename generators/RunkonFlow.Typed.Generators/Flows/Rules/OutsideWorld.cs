using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>Members of the framework that a flow's own statements should not use, and what to write instead.</summary>
internal static class OutsideWorld
{
    private const string Step = "move it into a [Step], whose result is stored";

    /// <summary>What a call, a read or a construction does, and the advice; null for what is harmless.</summary>
    public static (string What, string Advice)? Of(ISymbol symbol)
    {
        if (symbol.ContainingType is not { } type) return null;
        var name = symbol.Name;
        switch (type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName)
        {
            case "System.DateTime" or "System.DateTimeOffset" when name is "Now" or "UtcNow" or "Today":
            case "System.Environment" when name is "TickCount" or "TickCount64":
            case "System.Diagnostics.Stopwatch" when symbol.IsStatic || symbol is IMethodSymbol { MethodKind: MethodKind.Constructor }:
                return ("reads a clock", "write 'Flow.UtcNow', which is the same when the segment runs again");
            case "System.Guid" when name is "NewGuid" or "CreateVersion7":
                return ("draws an id", "write 'Flow.NewId()', which is the same when the segment runs again");
            case "System.Random" or "System.Security.Cryptography.RandomNumberGenerator" when symbol is IMethodSymbol:
                return ("draws a random value", Step);
            case "System.Threading.Thread" when name is "Sleep":
                return ("blocks the worker", "write 'await Flow.Delay(…);', which holds no thread");
            case "System.Threading.Tasks.Task" when name is "Delay":
                return ("waits outside of the run", "write 'await Flow.Delay(…);', which waits durably");
            case "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" when name is "Wait" or "WaitAll" or "WaitAny" or "Result":
            case "System.Threading.Tasks.ValueTask`1" when name is "Result":
            case "System.Runtime.CompilerServices.TaskAwaiter" or "System.Runtime.CompilerServices.TaskAwaiter`1" when name is "GetResult":
            case "System.Threading.SemaphoreSlim" or "System.Threading.ManualResetEventSlim" or "System.Threading.WaitHandle" when name.StartsWith("Wait", StringComparison.Ordinal):
                return ("blocks the worker", "await a [Step] that does the waiting");
            case "System.Threading.Tasks.Task" or "System.Threading.Tasks.TaskFactory" when name is "Run" or "StartNew":
            case "System.Threading.Thread" when name is "Start":
                return ("starts work that the run knows nothing of", "write a [Step], and 'Flow.Parallel' for several at once");
            case "System.Environment" when symbol is IMethodSymbol:
            case "System.Console":
            case "System.Diagnostics.Process":
                return ("reaches outside of the run", Step);
            default:
                return symbol is IMethodSymbol && DoesIO(type) ? ("does I/O", Step) : null;
        }
    }

    private static bool DoesIO(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace.ToDisplayString();
        return space is "System.Net.Http" or "System.Net.Sockets" or "System.Net.Mail" or "System.Net.WebSockets"
            || space == "System.Data" || space.StartsWith("System.Data.", StringComparison.Ordinal)
            || (space == "System.IO" && type.Name is "File" or "Directory" or "FileInfo" or "DirectoryInfo" or "FileStream" or "DriveInfo")
            || (space == "System.Net" && type.Name is "Dns" or "WebRequest");
    }
}

using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Tests.Values;

/// <summary>Emits reader and writer of one type, compiles them together with the type, and calls them.</summary>
internal sealed class CodecProbe
{
    /// <summary>What emitted code must agree with: the defaults, with enums by name and tuples by their fields.</summary>
    public static JsonSerializerOptions Reference { get; } = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly MethodInfo _write;
    private readonly MethodInfo _read;
    private readonly MethodInfo _copy;

    private CodecProbe(Type probe, PayloadModel payload, string text)
    {
        Payload = payload;
        Text = text;
        _write = probe.GetMethod("Write")!;
        _read = probe.GetMethod("Read")!;
        _copy = probe.GetMethod("Copy")!;
    }

    public PayloadModel Payload { get; }

    /// <summary>The emitted code.</summary>
    public string Text { get; }

    public Type Type => _copy.ReturnType;

    /// <summary>The model of a type, as a user would write it in a declaration.</summary>
    public static PayloadModel Parse(string type, string declarations, string? context = null)
        => Parse(type, declarations, context, out _);

    /// <summary>The emitted code of a type, compiled without a warning.</summary>
    public static CodecProbe For(string type, string declarations, string? context = null)
    {
        var payload = Parse(type, declarations, context, out var compilation);
        Assert.Null(payload.Fault);
        var text = Emit(payload);
        var outcome = new GeneratorOutcome(
            compilation.AddSyntaxTrees(Compilations.Parse(text, "Probe.cs")),
            System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty, []);
        var complaints = outcome.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning);
        Assert.True(!complaints.Any(), string.Join("\n", complaints) + "\n" + text);
        return new CodecProbe(outcome.Load().GetType("Probe")!, payload, text);
    }

    public string Write(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Invoke(_write, json, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public object? Read(string text) => Invoke(_read, Encoding.UTF8.GetBytes(text));

    /// <summary>The bytes that one reading allocates, the value included.</summary>
    public long AllocatedByReading(string text)
        => (long)Invoke(typeof(CodecProbe).GetMethod(nameof(Allocated), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(Type), _read, Encoding.UTF8.GetBytes(text))!;

    private static long Allocated<T>(MethodInfo method, byte[] text)
    {
        var read = method.CreateDelegate<Func<byte[], T>>();
        for (var i = 0; i < 100; i++) read(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) read(text);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
    }

    public object? Copy(object? value) => Invoke(_copy, value);

    public string WriteByReference(object? value) => JsonSerializer.Serialize(value, Type, Reference);

    private static object? Invoke(MethodInfo method, params object?[] arguments)
    {
        try
        {
            return method.Invoke(null, arguments);
        }
        catch (TargetInvocationException fault)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault.InnerException!);
            throw;
        }
    }

    private static PayloadModel Parse(string type, string declarations, string? context, out CSharpCompilation compilation)
    {
        compilation = Compilations.Create(
            "using System.Collections.Immutable; using System.Text.Json; using System.Text.Json.Serialization; using RunkonFlow.Typed;\n" + declarations,
            $"using System.Collections.Immutable; using RunkonFlow.Typed;\ninternal static class Holder {{ public static {type} Value() => throw null!; }}");
        var method = (IMethodSymbol)compilation.GetTypeByMetadataName("Holder")!.GetMembers("Value").Single();
        return new PayloadParser(compilation, context is null ? null : compilation.GetTypeByMetadataName(context)).Parse(method.ReturnType);
    }

    private static string Emit(PayloadModel payload)
    {
        var values = new ValuesEmitter();
        var writer = EmittedFile.Begin();
        using (writer.Block("public static class Probe"))
        {
            writer.Line($"public static void Write(global::System.Text.Json.Utf8JsonWriter json, {payload.Type} value) {{ {values.Write(payload, "json", "value")} }}");
            writer.Line();
            using (writer.Block($"public static {payload.Type} Read(byte[] text)"))
            {
                writer.Line("var json = new global::System.Text.Json.Utf8JsonReader(text);");
                writer.Line("json.Read();");
                writer.Line($"var value = {values.Read(payload, "json")};");
                writer.Line("""if (json.Read()) throw new global::System.InvalidOperationException("The reader did not stop on the last token.");""");
                writer.Line("return value;");
            }
            writer.Line();
            writer.Line($"public static {payload.Type} Copy({payload.Type} value) => {values.Copy(payload, "value")};");
            writer.Line();
            values.Emit(writer);
        }
        return writer.ToString();
    }
}

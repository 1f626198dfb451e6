using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Tests.Values;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("object", "'object' is of type object: what is in it is known only when it runs; name its type.")]
    [InlineData("dynamic", "'dynamic' is dynamic: its type is known only when it runs.")]
    [InlineData("System.IO.Stream", "'System.IO.Stream' is of type System.IO.Stream, which is no data of yours.")]
    [InlineData("Task<int>", "'System.Threading.Tasks.Task<int>' is of type System.Threading.Tasks.Task<int>, which is no data of yours.")]
    [InlineData("CancellationToken", "'System.Threading.CancellationToken' is of type System.Threading.CancellationToken, which is no data of yours.")]
    [InlineData("Type", "'System.Type' is of type System.Type, which is no data of yours.")]
    [InlineData("Random", "'System.Random' is of type System.Random, which is no data of yours.")]
    [InlineData("Exception", "'System.Exception' is of type System.Exception, which is no data of yours.")]
    [InlineData("Action", "'System.Action' is of type System.Action, a delegate: code cannot be stored.")]
    [InlineData("IEnumerable<int>", "which may be lazy; use a list or an array.")]
    [InlineData("int[,]", "is an array of several dimensions; use an array of arrays.")]
    [InlineData("nint", "whose size depends on the machine.")]
    [InlineData("Dictionary<double, int>", "has keys of type double; keys are text, whole numbers, Guid or an enum.")]
    [InlineData("List<object>", "'System.Collections.Generic.List<object>[]' is of type object")]
    public void A_type_that_is_no_data_is_refused(string type, string fault)
        => Assert.Contains(fault, CodecProbe.Parse(type, "").Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("public List<Inner> B { get; set; } = []; public sealed class Inner { public object? C { get; set; } }", "'Shop.A.B[].C' is of type object")]
    [InlineData("private int _count; public void Add() => _count++;", "'Shop.A._count' is a field and would be lost")]
    [InlineData("public int Count;", "'Shop.A.Count' is a field and would be lost")]
    [InlineData("internal int Count { get; set; }", "keeps the value of 'Count', which is not public and would be lost")]
    [InlineData("public int Count { get; } = 3;", "'Shop.A.Count' has neither a public setter nor a constructor parameter of its name and type")]
    [InlineData("public int Count { get; private set; }", "'Shop.A.Count' has neither a public setter")]
    [InlineData("public event Action? Done { add { } remove { } }", "'Shop.A.Done' is an event")]
    [InlineData("public A(int other) { }", "has no public constructor whose parameters are its members")]
    [InlineData("[JsonExtensionData] public Dictionary<string, JsonElement>? More { get; set; }", "has [JsonExtensionData]")]
    [InlineData("[JsonIgnore] public required int Count { get; set; }", "is required and marked [JsonIgnore]")]
    [InlineData("[Obsolete(\"no\", true)] public int Count { get; set; }", "is obsolete, so emitted code may not name it")]
    [InlineData("public int A1 { get; set; } [JsonPropertyName(\"A1\")] public int A2 { get; set; }", "'Shop.A.A2' has the name \"A1\" in JSON")]
    [InlineData("[JsonConverter(typeof(JsonStringEnumConverter))] public DayOfWeek Day { get; set; }", "has [JsonConverter]")]
    public void A_member_that_would_be_lost_is_named(string member, string fault)
        => Assert.Contains(fault, CodecProbe.Parse("Shop.A", $"namespace Shop; public sealed class A {{ {member} }}").Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("public interface A;", "an interface: its class is known only when it runs")]
    [InlineData("public abstract class A;", "which is abstract")]
    [InlineData("public class A; public sealed class B : A;", "'Shop.A' is of type Shop.A, from which Shop.B derives")]
    [InlineData("[JsonPolymorphic] public class A;", "declare '[JsonSerializable(typeof(A))] partial class AJson : JsonSerializerContext;' and name it in [Workflow(…, Json = typeof(AJson))]")]
    [InlineData("[JsonDerivedType(typeof(B), \"b\")] public abstract class A; public sealed class B : A;", "whose classes are listed with [JsonDerivedType]")]
    [InlineData("[JsonDerivedType(typeof(B), \"b\")] public interface A; public sealed class B : A;", "whose classes are listed with [JsonDerivedType]")]
    [InlineData("public sealed record A(Stack<int> S);", "a collection that is not stored; use List, Dictionary, HashSet, Queue, or an immutable or sorted one of these")]
    [InlineData("public sealed class A : Exception;", "derives from System.Exception, which is no data of yours")]
    [InlineData("public sealed record A(Wrap<int> W); public sealed record Wrap<T>(Wrap<Wrap<T>>? More);", "contains types of types without end")]
    [InlineData("public abstract class B { public int X { get; set; } } public sealed class A : B { public new string? X { get; set; } }", "'Shop.A.X' is hidden by a member")]
    [InlineData("public ref struct A;", "lives on the stack only")]
    public void An_open_type_is_refused(string declaration, string fault)
        => Assert.Contains(fault, CodecProbe.Parse("Shop.A", "namespace Shop; " + declaration).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("public sealed class A { [JsonIgnore] private int _cache; public int Get() => _cache; }")]
    [InlineData("public sealed class A { private static int s_count; public const int Max = 3; public int Get() => s_count; }")]
    [InlineData("public sealed class A { public int Half => 2; protected int Quarter => 1; public int this[int i] => i; }")]
    [InlineData("public class A { public A? Next { get; set; } }")]
    [InlineData("public abstract class B { public virtual int X { get; set; } } public sealed class A : B { public override int X { get; set; } }")]
    public void State_that_is_not_lost_is_no_fault(string declaration)
        => Assert.Null(CodecProbe.Parse("Shop.A", "namespace Shop; " + declaration).Fault);

    [Theory]
    [InlineData("public sealed record A(int X, string? Y, A? Next);", true)]
    [InlineData("public readonly record struct A(ImmutableArray<Guid> X, (int, string) Y);", true)]
    [InlineData("public sealed record A(ImmutableHashSet<int> X);", false)]
    [InlineData("public sealed record A(ImmutableDictionary<string, int> X);", false)]
    [InlineData("public sealed record A(ImmutableSortedDictionary<string, int> X);", false)]
    [InlineData("public sealed record A(ImmutableQueue<int> X);", true)]
    [InlineData("public sealed record A(Queue<int> X);", false)]
    [InlineData("public enum A { B }", true)]
    [InlineData("public record A(int X);", false)]
    [InlineData("public sealed record A(int[] X);", false)]
    [InlineData("public sealed record A(IReadOnlyList<int> X);", false)]
    [InlineData("public sealed record A(int X) { public int Y { get; set; } }", false)]
    [InlineData("public sealed record A(int X) { [JsonIgnore] private int _y; public void Add() => _y++; }", false)]
    [InlineData("public sealed class A(int x) { public int X { get; } = x; }", true)]
    public void Immutability_is_proven_or_not_claimed(string declaration, bool isImmutable)
    {
        var payload = CodecProbe.Parse("Shop.A", "namespace Shop; " + declaration);

        Assert.Null(payload.Fault);
        Assert.Equal(isImmutable, payload.IsImmutable);
    }

    [Fact]
    public void A_type_of_one_file_is_refused()
    {
        var compilation = Compilations.Create("file sealed record Hidden(int X); file sealed class Use { public Hidden? H; }");
        var hidden = ((Microsoft.CodeAnalysis.IFieldSymbol)compilation.GetSymbolsWithName("H", cancellationToken: TestContext.Current.CancellationToken).Single()).Type;

        Assert.Contains("visible in its own file only", new PayloadParser(compilation, jsonContext: null).Parse(hidden).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int?", "int?")]
    [InlineData("IReadOnlyList<Shop.A?>?", "list<Shop.A>")]
    [InlineData("Dictionary<string, Shop.A[]>", "map<string,Shop.A[]>")]
    [InlineData("Shop.A.Inner<DateOnly>", "Shop.A.Inner<DateOnly>")]
    [InlineData("(int A, string B)", "(int,string)")]
    public void A_type_id_says_what_is_stored_and_nothing_else(string type, string id)
        => Assert.Equal(id, CodecProbe.Parse(type, "namespace Shop; public sealed record A { public sealed record Inner<T>(T X); }").TypeId);
}
